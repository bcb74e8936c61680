import { crc32 } from 'node:zlib'

export type UploadType = 'image/jpeg' | 'image/png' | 'application/pdf'

/** A file as it may be kept: its type by content, without what the camera wrote about place, device and time. */
export interface CleanUpload {
  type: UploadType
  bytes: Buffer
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * A small file can say that it is a picture of gigabytes and stop whoever opens it, also the reader's phone. No camera or scanner
 * that residents hold goes over this: 50 megapixels, 16,384 a side, and a picture of at least one.
 */
export const PICTURE_MAX_SIDE = 16_384
export const PICTURE_MAX_PIXELS = 50_000_000
const mayBeOpened = (width: number, height: number): boolean => width >= 1 && height >= 1 && width <= PICTURE_MAX_SIDE && height <= PICTURE_MAX_SIDE && width * height <= PICTURE_MAX_PIXELS

/** The content decides, never the name or the header. Undefined: neither JPEG, PNG nor PDF, broken, or a picture too large to be opened. */
export function cleanUpload(bytes: Buffer): CleanUpload | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return withType('image/jpeg', cleanJpeg(bytes))
  if (bytes.subarray(0, PNG.length).equals(PNG)) return withType('image/png', cleanPng(bytes))
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1024).includes('%%EOF')) return { type: 'application/pdf', bytes }
  return undefined
}

const withType = (type: UploadType, bytes: Buffer | undefined): CleanUpload | undefined => (bytes ? { type, bytes } : undefined)

const SOS = 0xda
const EOI = 0xd9
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const COM = 0xfe

/** Colour profiles (APP2 `ICC_PROFILE`), JFIF (APP0) and Adobe's colour transform (APP14) make the picture; every other APPn and comment is about whoever took it. */
const isDropped = (marker: number, body: Buffer): boolean =>
  marker === COM || (marker >= APP0 && marker <= 0xef && marker !== APP0 && marker !== APP14 && !(marker === APP2 && body.subarray(0, 11).toString('latin1') === 'ICC_PROFILE'))

/** Each scan draws the whole picture again; progressive ones of cameras and browsers have about ten. */
const JPEG_MAX_SCANS = 100

/** Frame headers SOF0 … SOF15; DHT, JPG and DAC lie between them. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** A frame header (T.81, B.2.2): precision, height, width, components. A height of 0 is told later (DNL), so nothing bounds it: refused. */
const isSoundFrame = (body: Buffer): boolean => body.length >= 6 && body.length === 6 + 3 * (body[5] ?? 0) && (body[5] ?? 0) >= 1 && (body[5] ?? 0) <= 4 && mayBeOpened(body.readUInt16BE(3), body.readUInt16BE(1))

/** JPEG (ITU-T T.81) segment by segment to its end, one frame and its scans; what hangs behind it goes. The orientation alone is kept, or the picture would lie on its side. */
function cleanJpeg(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let orientation = 1
  let frames = 0
  let scans = 0
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) return undefined
    const body = bytes.subarray(at + 4, end)
    if (isFrame(marker)) {
      frames += 1
      if (frames > 1 || !isSoundFrame(body)) return undefined
    }
    if (marker === APP1) orientation = orientationOf(body) ?? orientation
    if (!isDropped(marker, body)) kept.push(bytes.subarray(at, end))
    at = end
    if (marker !== SOS) continue
    scans += 1
    if (frames === 0 || scans > JPEG_MAX_SCANS) return undefined
    const scanEnd = endOfScan(bytes, at)
    kept.push(bytes.subarray(at, scanEnd))
    at = scanEnd
    if (bytes[at] === 0xff && bytes[at + 1] === EOI) {
      kept.push(bytes.subarray(at, at + 2))
      return Buffer.concat(orientation === 1 ? kept : [...kept.slice(0, 1), orientationSegment(orientation), ...kept.slice(1)])
    }
  }
  return undefined
}

/** Entropy-coded data runs to the next marker that is neither a stuffed 0 nor a restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = from
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at += 1
  }
  return bytes.length
}

const ORIENTATION = 0x0112

/** EXIF 2.3, IFD0 tag 0x0112: 1 … 8. */
function orientationOf(app1: Buffer): number | undefined {
  if (app1.subarray(0, 6).toString('latin1') !== 'Exif\0\0') return undefined
  const tiff = app1.subarray(6)
  if (tiff.length < 8) return undefined
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (at + 2 <= tiff.length ? (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)) : 0)
  const ifd = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let i = 0; i < u16(ifd); i += 1) {
    const entry = ifd + 2 + i * 12
    if (u16(entry) !== ORIENTATION) continue
    const value = u16(entry + 8)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An APP1 that says the orientation and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.alloc(36)
  segment.writeUInt16BE(0xffe1, 0)
  segment.writeUInt16BE(34, 2)
  segment.write('Exif\0\0MM\0*', 4, 'latin1')
  segment.writeUInt32BE(8, 14)
  segment.writeUInt16BE(1, 18)
  segment.writeUInt16BE(ORIENTATION, 20)
  segment.writeUInt16BE(3, 22)
  segment.writeUInt32BE(1, 24)
  segment.writeUInt16BE(orientation, 28)
  return segment
}

/** What a PNG needs to be drawn; texts, times and EXIF are not among it. */
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'pHYs'])

/** A colour profile is packed by itself; none that a phone writes needs more. */
const ICC_MAX_BYTES = 65_536

/** IHDR (11.2.1): width, height, bit depth, colour type, methods. */
const isSoundHeader = (body: Buffer): boolean =>
  body.length === 13 && mayBeOpened(body.readUInt32BE(0), body.readUInt32BE(4)) && [1, 2, 4, 8, 16].includes(body[8] ?? 0) && [0, 2, 3, 4, 6].includes(body[9] ?? 1) && body[10] === 0 && body[11] === 0 && (body[12] ?? 2) <= 1

/** PNG (ISO/IEC 15948) chunk by chunk from IHDR up to IEND, each with the checksum it says. */
function cleanPng(bytes: Buffer): Buffer | undefined {
  const kept: Buffer[] = [PNG]
  let isDrawn = false
  let at = PNG.length
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return undefined
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined
    const isFirst = at === PNG.length
    if (isFirst !== (type === 'IHDR') || (isFirst && !isSoundHeader(bytes.subarray(at + 8, end - 4)))) return undefined
    if (PNG_KEPT.has(type) && !(type === 'iCCP' && end - at > ICC_MAX_BYTES)) kept.push(bytes.subarray(at, end))
    isDrawn ||= type === 'IDAT'
    if (type === 'IEND') return isDrawn ? Buffer.concat(kept) : undefined
    at = end
  }
  return undefined
}
