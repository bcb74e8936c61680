import { createHash } from 'node:crypto'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { cleanUpload } from '../../lib/clean-upload'
import { findPhoto, insertPhoto } from './photo.store'

export const PHOTO_MAX_BYTES = 5 * 1024 * 1024
/** What a request may call itself; the content decides. */
const UPLOADS = /^(?:application\/octet-stream|image\/jpeg|image\/png)\b/i
const SEAL_PHOTO = 'photo.bytes'

/** A photo from the body of a request, at most 5 MB. @throws DomainError UNSUPPORTED_MEDIA, PAYLOAD_TOO_LARGE */
export async function photoOf(request: { header: (name: string) => string | undefined; arrayBuffer: () => Promise<ArrayBuffer> }): Promise<Buffer> {
  if (!UPLOADS.test(request.header('content-type') ?? '')) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 JPG 或 PNG 照片' })
  const bytes = Buffer.from(await request.arrayBuffer())
  if (bytes.length > PHOTO_MAX_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '照片最大 5 MB' })
  return bytes
}

/** Stores a photo: type and size by content, EXIF stripped, named by its SHA-256. Answers the name. @throws DomainError FILE_UNREADABLE */
export async function storePhoto({ ctx, input }: { ctx: Ctx; input: { bytes: Buffer } }): Promise<string> {
  const clean = cleanUpload(input.bytes)
  if (!clean || clean.type === 'application/pdf') throw new DomainError('FILE_UNREADABLE', { detail: '这不是能打开的 JPG 或 PNG 照片' })
  const id = createHash('sha256').update(clean.bytes).digest('hex')
  await insertPhoto(ctx.db, { id, mediaType: clean.type, byteCount: clean.bytes.length, bytesSealed: ctx.keys.sealer.seal(clean.bytes.toString('base64'), SEAL_PHOTO), createdAt: ctx.now })
  return id
}

/** A stored photo as an answer a page can show and nothing can run. NOT_FOUND. */
export async function sendPhoto(ctx: Ctx, id: string): Promise<Response> {
  const row = await findPhoto(ctx.db, id)
  if (!row) throw new DomainError('NOT_FOUND')
  const bytes = Buffer.from(ctx.keys.sealer.open(row.bytesSealed, SEAL_PHOTO), 'base64')
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': row.mediaType, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'content-disposition': 'inline' } })
}
