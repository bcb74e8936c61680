import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { DomainError } from '../../../errors'

const ENCODINGS = ['UTF-8', 'GB18030', 'UTF-16LE', 'UTF-16BE', 'XLSX'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** What a batch row says of its file; undefined when that was never found out. */
export const encodingOf = (text: string): Encoding | undefined => ENCODINGS.find((e) => e === text)

/** A received file: whole, hashed, its kind decided by content and never by its name. */
export interface Source {
  size: number
  sha256: string
  encoding: Encoding
  /** Bytes handed out so far, for progress. */
  consumed: number
  /** What separates the cells of a CSV; known once its first rows were read. */
  delimiter: string
  /** From the first byte, as often as wanted. */
  read(): Readable
  close(): Promise<void>
}

/** Received, but no table: kept as a failed import, with its hash. */
export interface Unreadable {
  size: number
  sha256: string
  problem: DomainError
}

export const unreadable = (detail: string): DomainError => new DomainError('FILE_UNREADABLE', { detail })

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean => bytes.every((b, i) => head[i] === b)

/** What a file is that is no table at all. */
function foreignFormat(head: Uint8Array): string | null {
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return '这是旧版 .xls 文件（或加了密码的表格），请另存为 .xlsx 或 CSV 后再上传'
  if (startsWith(head, 0x25, 0x50, 0x44, 0x46)) return '这是 PDF 文件，请上传 CSV 或 XLSX 表格'
  if (startsWith(head, 0x1f, 0x8b) || startsWith(head, 0x52, 0x61, 0x72, 0x21) || startsWith(head, 0x37, 0x7a, 0xbc, 0xaf)) return '这是压缩包，请解压后上传其中的 CSV 或 XLSX 表格'
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47) || startsWith(head, 0xff, 0xd8, 0xff)) return '这是图片，请上传 CSV 或 XLSX 表格'
  return null
}

/** Of the characters of UTF-8 that are longer than one byte, how long; by their first byte. */
const lengthOf = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2)

/** How many bytes at the end of a chunk begin a character whose rest is in the next one. */
function openEnd(chunk: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** Strict UTF-8 over a stream of chunks. */
function utf8Probe(): { push(chunk: Uint8Array): void; end(): boolean } {
  let ok = true
  let held: Uint8Array = new Uint8Array()
  return {
    push(chunk) {
      if (!ok) return
      const whole = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const cut = whole.length - openEnd(whole)
      held = Uint8Array.from(whole.subarray(cut))
      ok = isUtf8(whole.subarray(0, cut))
    },
    end: () => ok && held.length === 0,
  }
}

/** What was sent in. The name decides nothing that can be read; it says only which kind of file is damaged when none can. */
interface Sent {
  bytes: Uint8Array | AsyncIterable<Uint8Array>
  fileName: string
}

function decideEncoding(head: Uint8Array, hasNul: boolean, isUtf8: boolean, fileName: string): Encoding | DomainError {
  const foreign = foreignFormat(head)
  if (foreign) return unreadable(foreign)
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return 'XLSX'
  if (startsWith(head, 0x50, 0x4b)) return unreadable('表格文件是空的或不完整')
  if (startsWith(head, 0xff, 0xfe)) return 'UTF-16LE'
  if (startsWith(head, 0xfe, 0xff)) return 'UTF-16BE'
  if (/\.xlsx$/i.test(fileName) && (hasNul || !isUtf8)) return unreadable('工作簿（.xlsx）已损坏，无法打开。请用表格软件重新保存后再上传；如果其实是 CSV，请把文件名改为 .csv')
  if (hasNul) return unreadable('文件里有空字符（NUL），不是可读的 CSV。请用表格软件另存为“CSV UTF-8”后再上传')
  return isUtf8 ? 'UTF-8' : 'GB18030'
}

interface Received {
  size: number
  sha256: string
  encoding: Encoding | DomainError
}

/** Takes a file in once: counts, hashes and probes its encoding while it is written. */
async function receive(handle: FileHandle, { bytes, fileName }: Sent, maxBytes: number): Promise<Received> {
  const hash = createHash('sha256')
  const utf8 = utf8Probe()
  let size = 0
  let hasNul = false
  let head: Uint8Array = new Uint8Array()
  for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
    size += chunk.length
    if (size > maxBytes) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: `文件超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，请拆分后再上传` })
    if (head.length < 8) head = Buffer.concat([head, chunk.subarray(0, 8)])
    hash.update(chunk)
    utf8.push(chunk)
    hasNul ||= chunk.includes(0)
    await handle.write(chunk)
  }
  return { size, sha256: hash.digest('hex'), encoding: size === 0 ? unreadable('文件是空的') : decideEncoding(head, hasNul, utf8.end(), fileName) }
}

const sourceOf = (handle: FileHandle, { size, sha256, encoding }: { size: number; sha256: string; encoding: Encoding }): Source => ({
  size,
  sha256,
  encoding,
  consumed: 0,
  delimiter: ',',
  read: () => handle.createReadStream({ start: 0, autoClose: false, highWaterMark: 256 * 1024 }),
  close: () => handle.close(),
})

/**
 * Receives a file into a temporary one that has no name any more when the first byte arrives, so nothing of it outlives the
 * process.
 * @throws DomainError PAYLOAD_TOO_LARGE
 */
export async function openSource(input: Sent, maxBytes: number): Promise<Source | Unreadable> {
  const folder = await mkdtemp(join(tmpdir(), 'xinhui-import-'))
  const handle: FileHandle = await open(join(folder, 'file'), 'wx+', 0o600)
  await rm(folder, { recursive: true, force: true })
  try {
    const { size, sha256, encoding } = await receive(handle, input, maxBytes)
    if (!(encoding instanceof DomainError)) return sourceOf(handle, { size, sha256, encoding })
    await handle.close()
    return { size, sha256, problem: encoding }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/**
 * Receives a file that must outlive the process: it stands under `path` once it is whole and on the disk, not before.
 * A file that is no table, or did not arrive whole, leaves nothing.
 * @throws DomainError PAYLOAD_TOO_LARGE
 */
export async function keepFile(input: Sent, maxBytes: number, path: string): Promise<Received> {
  const part = `${path}.part`
  const handle = await open(part, 'wx', 0o600)
  try {
    const received = await receive(handle, input, maxBytes)
    await handle.sync()
    if (!(received.encoding instanceof DomainError)) await rename(part, path)
    return received
  } finally {
    await handle.close()
    await rm(part, { force: true })
  }
}

/** A file kept before. Throws ENOENT when it is gone. */
export async function reopenFile(path: string, known: { sha256: string; encoding: Encoding }): Promise<Source> {
  const handle = await open(path, 'r')
  return sourceOf(handle, { ...known, size: (await handle.stat()).size })
}
