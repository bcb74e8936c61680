import { parentPort, workerData } from 'node:worker_threads'
import { createSealer } from '../../../lib/seal'
import { loadCity } from '../../city/load-city'
import { DomainError } from '../../../errors'
import { detectLayout, HEADER_WITHIN } from '../layout/detect-layout'
import { loadLayouts } from '../layout/load-layouts'
import { rowStager } from './row-stager'
import type { Piece } from './cut-pieces'
import type { Refused, SharedPlan, StagedPiece } from './stage-threads'

/** Stages the pieces it is sent, one after the other. */
const plan = workerData as SharedPlan
const port = parentPort
if (!port) throw new Error('stage-worker runs as a worker thread')
const bufferOf = (key: Uint8Array) => Buffer.from(key)
const { keys, blindKey, fingerprintKey } = plan.sealerKeys
const sealer = createSealer(keys.map((k) => ({ ...k, key: bufferOf(k.key) })), { ...blindKey, key: bufferOf(blindKey.key) }, { ...fingerprintKey, key: bufferOf(fingerprintKey.key) })
const city = loadCity(plan.city)
const detected = detectLayout(loadLayouts(city), plan.head, plan.layout, HEADER_WITHIN)
const stager = rowStager({ detected, context: { today: plan.today, city, officeUscc: plan.officeUscc }, delimiter: plan.delimiter, sealer, idHead: plan.idHead, isOnce: plan.isOnce })
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
