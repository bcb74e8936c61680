import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '../../../errors'
import { createSealer } from '../../../lib/seal'
import type { Piece } from './cut-pieces'
import { rowStager } from './row-stager'
import type { Refused, SharedPlan, StagedPiece } from './stage-threads'

/** Stages the pieces it is sent, one after the other. */
const port = parentPort
if (!port) throw new Error('stage-worker runs as a worker thread')
const { sealerKeys, ...plan } = workerData as SharedPlan
const bufferOf = <T extends { key: Uint8Array }>(of: T) => ({ ...of, key: Buffer.from(of.key) })
const sealer = createSealer(sealerKeys.keys.map(bufferOf), bufferOf(sealerKeys.blindKey), bufferOf(sealerKeys.fingerprintKey))
const stager = rowStager({ ...plan, sealer })
port.on('message', ({ bytes, firstRow, consumed }: Piece) => {
  try {
    const staged: StagedPiece = { ...stager.stageBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), firstRow), consumed }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    port.postMessage(staged, [staged.lines.buffer as ArrayBuffer])
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const refused: Refused = { code: error.code, detail: error.message }
    port.postMessage(refused)
  }
})
