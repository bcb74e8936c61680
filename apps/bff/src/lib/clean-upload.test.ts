import { describe, expect, it } from 'vitest'
import { cleanUpload } from './clean-upload'

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
const jpeg = (...parts: Buffer[]) => Buffer.concat([SOI, ...parts, SCAN, EOI])

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
    const progressive = Buffer.concat([SOI, TABLE, SCAN, segment(0xc4, 'more tables'), SCAN, EOI])
    expect(cleanUpload(progressive)?.bytes.equals(progressive)).toBe(true)
  })

  it('that is cut short, or is only called one, is refused', () => {
    const whole = jpeg(TABLE)
    for (let length = 2; length < whole.length; length += 1) expect(cleanUpload(whole.subarray(0, length)), `${length} bytes`).toBeUndefined()
    expect(cleanUpload(Buffer.from('\xff\xd8<script>alert(1)</script>', 'latin1'))).toBeUndefined()
  })
})

const chunk = (type: string, body: string): Buffer => {
  const bytes = Buffer.alloc(12 + body.length)
  bytes.writeUInt32BE(body.length, 0)
  bytes.write(type + body, 4, 'latin1')
  return bytes
}
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

it('a PNG keeps what is drawn and loses its texts; one without an end is refused', () => {
  const drawn = [chunk('IHDR', 'thirteenbytes'), chunk('IDAT', 'pixels'), chunk('IEND', '')]
  const dirty = Buffer.concat([PNG, ...drawn.slice(0, 1), chunk('tEXt', 'Author me'), chunk('eXIf', 'GPS'), ...drawn.slice(1), Buffer.from('behind')])
  expect(cleanUpload(dirty)).toEqual({ type: 'image/png', bytes: Buffer.concat([PNG, ...drawn]) })
  expect(cleanUpload(Buffer.concat([PNG, chunk('IHDR', 'thirteenbytes')]))).toBeUndefined()
})

it('a PDF is one when it begins and ends as one; anything else is nothing', () => {
  expect(cleanUpload(Buffer.from('%PDF-1.7\n…\n%%EOF\n'))?.type).toBe('application/pdf')
  for (const other of ['%PDF-1.7 cut short', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'MZ', '']) expect(cleanUpload(Buffer.from(other)), other).toBeUndefined()
})
