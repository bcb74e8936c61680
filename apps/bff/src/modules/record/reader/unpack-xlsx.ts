import { Unzip, UnzipInflate, type Zippable, zipSync } from 'fflate'
import { unreadable } from './open-source'

const MAX_ENTRIES = 2000
/** Small, so that one push of hostile input cannot unfold far past the limit before it is counted. */
const SLICE_BYTES = 16 * 1024
/** What a table's text needs; pictures, macros and embedded files are left packed. */
const WANTED = /^(?:\[Content_Types\]\.xml|_rels\/.*|xl\/_rels\/.*|xl\/[\w.-]+\.xml|xl\/worksheets\/[^/]+\.xml)$/

const tooBig = (maxBytes: number) => unreadable(`表格解压后超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，已停止读取。请另存为 CSV 后再上传`)

/**
 * Unfolds an XLSX within a limit and hands it back stored, not packed: what is parsed next is exactly what was measured.
 * Declared sizes are checked first, real ones while unfolding, because a zip bomb lies about them.
 * @throws DomainError FILE_UNREADABLE
 */
export function unpackXlsx(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const entries: Zippable = {}
  let seen = 0
  let unpacked = 0
  const unzip = new Unzip((file) => {
    seen += 1
    if (seen > MAX_ENTRIES) throw unreadable('表格文件里的部件太多，不是正常的 XLSX')
    if ((file.originalSize ?? 0) > maxBytes) throw tooBig(maxBytes)
    if (!WANTED.test(file.name)) return
    const parts: Uint8Array[] = []
    file.ondata = (error, data, final) => {
      if (error) throw unreadable('表格文件已损坏，无法解压')
      unpacked += data.length
      if (unpacked > maxBytes) throw tooBig(maxBytes)
      parts.push(data)
      if (final) entries[file.name] = [Buffer.concat(parts), { level: 0 }]
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) unzip.push(bytes.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= bytes.length)
  } catch (error) {
    if (error instanceof Error && error.name === 'DomainError') throw error
    throw unreadable('表格文件已损坏，无法解压')
  }
  if (!entries['xl/workbook.xml']) throw unreadable('这是压缩包，不是 XLSX 表格。请解压后上传其中的 CSV 或 XLSX')
  return zipSync(entries)
}
