import { crc32 } from 'node:zlib'

export interface CleanPhoto {
  mediaType: 'image/jpeg' | 'image/png'
  /** The picture alone: no EXIF, position, comment or anything after its end. */
  bytes: Buffer
}

const MIN_SIDE = 16
const MAX_SIDE = 12_000

/** What a file is, by its content, and the same picture without anything about who took it where. Undefined: neither JPEG nor PNG, or broken. */
export function readPhoto(bytes: Buffer): CleanPhoto | undefined {
  try {
    if (bytes.length > 3 && bytes.readUInt16BE(0) === 0xff_d8) return cleanJpeg(bytes)
    if (bytes.length > 8 && bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return cleanPng(bytes)
  } catch (error) {
    // A length that points beyond the end.
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

const fits = (width: number, height: number): boolean => [width, height].every((side) => side >= MIN_SIDE && side <= MAX_SIDE)

/** Segments a picture needs: JFIF (APP0), Adobe's colour transform (APP14), tables, frames, scans. */
const isDropped = (marker: number): boolean => (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function cleanJpeg(bytes: Buffer): CleanPhoto | undefined {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let orientation = 1
  let sized = false
  let scanned = false
  let at = 2
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined
    while (bytes.readUInt8(at + 1) === 0xff) at += 1
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xd9) break
    if (marker === 0x00 || marker === 0xd8 || (marker >= 0xd0 && marker <= 0xd7)) return undefined
    const length = bytes.readUInt16BE(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return undefined
    if (marker === 0xe1) orientation = orientationOf(bytes.subarray(at + 4, end)) ?? orientation
    if (isFrame(marker)) {
      if (!fits(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5))) return undefined
      sized = true
    }
    if (!isDropped(marker)) kept.push(bytes.subarray(at, end))
    at = end
    if (marker !== 0xda) continue
    scanned = true
    const start = at
    // Inside a scan 0xff is followed by 00 or a restart marker; anything else ends it.
    while (!(bytes.readUInt8(at) === 0xff && bytes.readUInt8(at + 1) !== 0x00 && !(bytes.readUInt8(at + 1) >= 0xd0 && bytes.readUInt8(at + 1) <= 0xd7))) at += 1
    kept.push(bytes.subarray(start, at))
  }
  if (!sized || !scanned) return undefined
  kept.push(Buffer.from([0xff, 0xd9]))
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation))
  return { mediaType: 'image/jpeg', bytes: Buffer.concat(kept) }
}

/** The one thing of EXIF that is kept: without it a phone's photo lies on its side. */
function orientationOf(segment: Buffer): number | undefined {
  if (segment.subarray(0, 6).toString('latin1') !== 'Exif\0\0') return undefined
  const tiff = segment.subarray(6)
  const little = tiff.subarray(0, 2).toString('latin1') === 'II'
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  try {
    const directory = u32(4)
    for (let i = 0; i < u16(directory); i += 1) {
      const entry = directory + 2 + i * 12
      if (u16(entry) !== 0x0112) continue
      const value = u16(entry + 8)
      return value >= 1 && value <= 8 ? value : undefined
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
}

function orientationSegment(orientation: number): Buffer {
  const body = Buffer.from([0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0])
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, body.length + 2]), body])
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'])

function cleanPng(bytes: Buffer): CleanPhoto | undefined {
  const kept: Buffer[] = [PNG_SIGNATURE]
  let at = 8
  let data = false
  for (let first = true; ; first = false) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.subarray(at + 4, at + 8).toString('latin1')
    const end = at + 12 + length
    if (end > bytes.length || bytes.readUInt32BE(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return undefined
    if (first && (type !== 'IHDR' || length !== 13 || !fits(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)))) return undefined
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end))
    data ||= type === 'IDAT'
    at = end
    if (type === 'IEND') return data ? { mediaType: 'image/png', bytes: Buffer.concat(kept) } : undefined
  }
}
