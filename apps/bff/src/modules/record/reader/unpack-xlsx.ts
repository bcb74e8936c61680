import { Unzip, UnzipInflate, type Zippable, zipSync } from 'fflate'
import { DomainError } from '../../../errors'
import { unreadable } from './open-source'

const MAX_ENTRIES = 2000
/** Small, so that one push of hostile input cannot unfold far past the limit before it is counted. */
const SLICE_BYTES = 16 * 1024
/** What a table's text needs; pictures, macros and embedded files are left packed. */
const WANTED = /^(?:\[Content_Types\]\.xml|_rels\/.*|xl\/_rels\/.*|xl\/[\w.-]+\.xml|xl\/worksheets\/[^/]+\.xml)$/

const tooBig = (maxBytes: number) => unreadable(`表格解压后超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，已停止读取。请另存为 CSV 后再上传`)

const damaged = () => unreadable('表格文件不完整或已损坏，无法解压')

/** The end record of a zip (at most a comment of 64 KB follows it): without it the file was cut short. */
const hasDirectory = (bytes: Uint8Array): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-65_557).includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]))

/**
 * Unfolds an XLSX within a limit and hands it back stored, not packed: what is parsed next is exactly what was measured.
 * Declared sizes are checked first, real ones while unfolding, because a zip bomb lies about them.
 * @throws DomainError FILE_UNREADABLE
 */
export function unpackXlsx(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (!hasDirectory(bytes)) throw damaged()
  const entries: Zippable = {}
  let open = 0
  let seen = 0
  let unpacked = 0
  const unzip = new Unzip((file) => {
    seen += 1
    if (seen > MAX_ENTRIES) throw unreadable('表格文件里的部件太多，不是正常的 XLSX')
    if (!WANTED.test(file.name)) return
    if ((file.originalSize ?? 0) > maxBytes) throw tooBig(maxBytes)
    open += 1
    const parts: Uint8Array[] = []
    file.ondata = (error, data, final) => {
      // What is thrown below comes back here once.
      if (error) throw error instanceof DomainError ? error : damaged()
      unpacked += data.length
      if (unpacked > maxBytes) throw tooBig(maxBytes)
      parts.push(data)
      if (!final) return
      entries[file.name] = [Buffer.concat(parts), { level: 0 }]
      open -= 1
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) unzip.push(bytes.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= bytes.length)
  } catch (error) {
    throw error instanceof DomainError ? error : damaged()
  }
  if (open > 0) throw damaged()
  if (!entries['xl/workbook.xml']) throw unreadable('这是压缩包，不是 XLSX 表格。请解压后上传其中的 CSV 或 XLSX')
  return zipSync(entries)
}
