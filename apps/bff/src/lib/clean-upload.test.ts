import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cleanUpload, PICTURE_MAX_PIXELS, PICTURE_MAX_SIDE } from './clean-upload'

const segment = (marker: number, body: string | Buffer): Buffer => {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : body
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}
/** EXIF with an orientation and a GPS text behind it, little-endian as phones write it. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(1, 8)
  tiff.writeUInt16LE(0x0112, 10)
  tiff.writeUInt16LE(3, 12)
  tiff.writeUInt32LE(1, 14)
  tiff.writeUInt16LE(orientation, 18)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 25.1N 118.5E')])
}
const SOI = Buffer.from([0xff, 0xd8])
const EOI = Buffer.from([0xff, 0xd9])
const SCAN = Buffer.concat([segment(0xda, '\x01\x01\0\0\x3f\0'), Buffer.from([0x12, 0xff, 0x00, 0xff, 0xd3, 0x34])])
/** A table whose bytes look like the end of the picture. */
const TABLE = segment(0xdb, Buffer.from([0x00, 0xff, 0xd9, 0x01]))
const frame = (width: number, height: number, marker = 0xc0): Buffer => {
  const body = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  body.writeUInt16BE(height, 1)
  body.writeUInt16BE(width, 3)
  return segment(marker, body)
}
const FRAME = frame(640, 480)
const jpeg = (...parts: Buffer[]) => Buffer.concat([SOI, ...parts, FRAME, SCAN, EOI])

describe('a JPEG', () => {
  it('loses place, device, comments and what hangs behind its end, and keeps what makes the picture', () => {
    const jfif = segment(0xe0, 'JFIF\0')
    const icc = segment(0xe2, 'ICC_PROFILE\0data')
    const dirty = Buffer.concat([jpeg(jfif, segment(0xe1, exif(1)), segment(0xe1, 'http://ns.adobe.com/xap/1.0/ owner'), icc, segment(0xe2, 'MPF\0second'), segment(0xed, 'Photoshop IPTC'), segment(0xfe, 'comment'), TABLE), Buffer.from('trailer with GPS')])
    const clean = cleanUpload(dirty)
    expect(clean).toEqual({ type: 'image/jpeg', bytes: jpeg(jfif, icc, TABLE) })
    for (const word of ['GPS', 'owner', 'MPF', 'IPTC', 'comment']) expect(clean?.bytes.includes(word)).toBe(false)
  })

  it('stays the right way up', () => {
    const clean = cleanUpload(jpeg(segment(0xe1, exif(6)), TABLE))
    expect(clean?.bytes.includes('GPS')).toBe(false)
    // What is left says 6 and is read the same way again.
    expect(cleanUpload(clean?.bytes ?? Buffer.alloc(0))?.bytes.equals(clean?.bytes ?? Buffer.alloc(1))).toBe(true)
    expect(clean?.bytes.includes(Buffer.from([0x01, 0x12, 0x00, 0x03, 0, 0, 0, 1, 0, 6]))).toBe(true)
  })

  it('with several scans is kept whole', () => {
    const progressive = Buffer.concat([SOI, TABLE, frame(640, 480, 0xc2), SCAN, segment(0xc4, 'more tables'), SCAN, EOI])
    expect(cleanUpload(progressive)?.bytes.equals(progressive)).toBe(true)
  })

  it('that is cut short, or is only called one, is refused', () => {
    const whole = jpeg(TABLE)
    for (let length = 2; length < whole.length; length += 1) expect(cleanUpload(whole.subarray(0, length)), `${length} bytes`).toBeUndefined()
    expect(cleanUpload(Buffer.from('\xff\xd8<script>alert(1)</script>', 'latin1'))).toBeUndefined()
  })

  it('that would take gigabytes to open, says no size, or says two, is refused', () => {
    const of = (...frames: Buffer[]) => cleanUpload(Buffer.concat([SOI, ...frames, SCAN, EOI]))?.type
    expect(of(frame(8000, 6000))).toBe('image/jpeg')
    expect(of(frame(PICTURE_MAX_SIDE, Math.floor(PICTURE_MAX_PIXELS / PICTURE_MAX_SIDE)))).toBe('image/jpeg')
    for (const [width, height] of [[65_500, 65_500], [PICTURE_MAX_SIDE + 1, 1], [1, PICTURE_MAX_SIDE + 1], [10_000, 5001], [0, 100], [100, 0]] as const) expect(of(frame(width, height)), `${width} × ${height}`).toBeUndefined()
    expect(of()).toBeUndefined()
    expect(of(FRAME, FRAME)).toBeUndefined()
    expect(of(segment(0xc0, Buffer.from([8, 1, 0, 1, 0, 3, 1, 0x11, 0])))).toBeUndefined()
    const scans = (count: number) => cleanUpload(Buffer.concat([SOI, FRAME, ...Array.from({ length: count }, () => SCAN), EOI]))?.type
    expect([scans(12), scans(100), scans(101)]).toEqual(['image/jpeg', 'image/jpeg', undefined])
  })
})

const chunk = (type: string, body: string | Buffer): Buffer => {
  const data = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1')])
  const bytes = Buffer.alloc(8 + data.length)
  bytes.writeUInt32BE(data.length - 4, 0)
  data.copy(bytes, 4)
  bytes.writeUInt32BE(crc32(data), 4 + data.length)
  return bytes
}
const header = (width: number, height: number, rest: readonly number[] = [8, 2, 0, 0, 0]): Buffer => {
  const body = Buffer.alloc(8)
  body.writeUInt32BE(width, 0)
  body.writeUInt32BE(height, 4)
  return chunk('IHDR', Buffer.concat([body, Buffer.from(rest)]))
}
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const [IDAT, IEND] = [chunk('IDAT', 'pixels'), chunk('IEND', '')]
const png = (...chunks: Buffer[]) => cleanUpload(Buffer.concat([PNG, ...chunks]))?.type

describe('a PNG', () => {
  it('keeps what is drawn and loses its texts; one without an end is refused', () => {
    const drawn = [header(640, 480), IDAT, IEND]
    const dirty = Buffer.concat([PNG, ...drawn.slice(0, 1), chunk('tEXt', 'Author me'), chunk('eXIf', 'GPS'), chunk('iCCP', Buffer.alloc(70_000)), ...drawn.slice(1), Buffer.from('behind')])
    expect(cleanUpload(dirty)).toEqual({ type: 'image/png', bytes: Buffer.concat([PNG, ...drawn]) })
    for (let length = PNG.length; length < Buffer.concat([PNG, ...drawn]).length; length += 1) expect(cleanUpload(Buffer.concat([PNG, ...drawn]).subarray(0, length)), `${length} bytes`).toBeUndefined()
  })

  it('whose checksums do not hold is refused, whichever byte was changed', () => {
    const whole = Buffer.concat([PNG, header(640, 480), chunk('tEXt', 'Author me'), IDAT, IEND])
    for (let i = PNG.length; i < whole.length; i += 1) {
      const changed = Buffer.from(whole)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(cleanUpload(changed), `byte ${i}`).toBeUndefined()
    }
  })

  it('that would take gigabytes to open, or whose header is none, is refused', () => {
    expect(png(header(8000, 6000), IDAT, IEND)).toBe('image/png')
    for (const [width, height] of [[2 ** 31 - 1, 2 ** 31 - 1], [PICTURE_MAX_SIDE + 1, 1], [10_000, 5001], [0, 1], [1, 0]] as const) expect(png(header(width, height), IDAT, IEND), `${width} × ${height}`).toBeUndefined()
    for (const rest of [[3, 2, 0, 0, 0], [8, 1, 0, 0, 0], [8, 2, 1, 0, 0], [8, 2, 0, 1, 0], [8, 2, 0, 0, 2], [8, 2, 0, 0]]) expect(png(header(1, 1, rest), IDAT, IEND), rest.join(' ')).toBeUndefined()
    expect(png(IDAT, header(1, 1), IEND)).toBeUndefined()
    expect(png(header(1, 1), header(1, 1), IDAT, IEND)).toBeUndefined()
    expect(png(header(1, 1), IEND)).toBeUndefined()
  })
})

it('a PDF is one when it begins and ends as one; anything else is nothing', () => {
  expect(cleanUpload(Buffer.from('%PDF-1.7\n…\n%%EOF\n'))?.type).toBe('application/pdf')
  for (const other of ['%PDF-1.7 cut short', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ', '']) expect(cleanUpload(Buffer.from(other)), other).toBeUndefined()
})
