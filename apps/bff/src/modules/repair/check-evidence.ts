import { DomainError } from '../../errors'
import { checkPdf } from '../../lib/check-pdf'
import { cleanUpload, type CleanUpload, PICTURE_MAX_PIXELS, PICTURE_MAX_SIDE } from '../../lib/clean-upload'
import { pictureSize } from '../../lib/picture-size'

export const EVIDENCE_MAX_BYTES = 10 * 1024 * 1024

const unreadable = (detail: string) => new DomainError('FILE_UNREADABLE', { detail })

/** A file as it may be kept, or why not, in words for whoever handed it in. @throws DomainError */
export function checkEvidence(bytes: Buffer): CleanUpload {
  if (bytes.length === 0) throw unreadable('文件是空的，请重新选择')
  if (bytes.length > EVIDENCE_MAX_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '文件最大 10 MB' })
  const head = bytes.subarray(0, 5).toString('latin1')
  const isPdf = head === '%PDF-'
  const isPicture = (bytes[0] === 0xff && bytes[1] === 0xd8) || head.startsWith('\x89PNG')
  if (!isPdf && !isPicture) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 PDF、JPG 或 PNG；其他格式请先另存为 PDF' })
  if (isPdf) {
    const problem = checkPdf(bytes)
    if (problem) throw unreadable(problem)
    return { type: 'application/pdf', bytes }
  }
  const size = pictureSize(bytes)
  if (size && (size.width > PICTURE_MAX_SIDE || size.height > PICTURE_MAX_SIDE || size.width * size.height > PICTURE_MAX_PIXELS)) throw unreadable('图片尺寸太大，请缩小后上传')
  const clean = cleanUpload(bytes)
  if (!clean) throw unreadable('图片打不开或者不完整，请重新拍照或导出')
  return clean
}
