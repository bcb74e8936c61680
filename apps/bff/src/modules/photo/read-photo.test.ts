import { crc32 } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { jpegWith, pngWith } from '../../testing/photos'
import { readPhoto } from './read-photo'

it('a JPEG loses its EXIF, position, comment and what hangs behind its end, and keeps its picture', () => {
  const dirty = jpegWith({ exif: 'GPS 25.100000,118.500000 Canon', comment: '拍摄者安禾', tail: '<script>alert(1)</script>' })
  const clean = readPhoto(dirty)
  expect(clean?.mediaType).toBe('image/jpeg')
  for (const secret of ['GPS', 'Canon', '安禾', '<script>']) expect(clean?.bytes.includes(Buffer.from(secret))).toBe(false)
  expect(clean?.bytes).toEqual(jpegWith({}))
})

it('of EXIF only which way is up stays', () => {
  const clean = readPhoto(jpegWith({ orientation: 6, exif: 'GPS 25.1' }))
  expect(clean?.bytes.includes(Buffer.from('GPS'))).toBe(false)
  expect(clean?.bytes).toEqual(readPhoto(clean?.bytes ?? Buffer.alloc(0))?.bytes)
  expect(clean?.bytes.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))).toBe(true)
})

it('a PNG loses its texts, times and EXIF', () => {
  const clean = readPhoto(pngWith({ tEXt: 'Author\0安禾', eXIf: 'GPS 25.1', tIME: '2026' }))
  expect(clean).toEqual({ mediaType: 'image/png', bytes: pngWith({}) })
})

it('what is no picture is refused: text, SVG, GIF, a cut file, a bad checksum, a picture too large to open', () => {
  const png = pngWith({})
  const wide = Buffer.from(png)
  wide.writeUInt32BE(40_000, 16)
  wide.writeUInt32BE(crc32(wide.subarray(12, 29)), 29)
  const broken = Buffer.from(png)
  broken[30] = (broken[30] ?? 0) ^ 1
  for (const bytes of [Buffer.from('hello'), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), Buffer.from('GIF89a'), png.subarray(0, -6), jpegWith({}).subarray(0, 40), wide, broken, Buffer.alloc(0)]) {
    expect(readPhoto(bytes)).toBeUndefined()
  }
})

it('no bytes whatever make it throw or hang', () => {
  const start = fc.constantFrom(Buffer.from([0xff, 0xd8]), pngWith({}).subarray(0, 20), jpegWith({}).subarray(0, 30))
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 400 }), (head, rest) => {
      const clean = readPhoto(Buffer.concat([head, rest]))
      if (clean) expect(readPhoto(clean.bytes)?.bytes).toEqual(clean.bytes)
    }),
    { numRuns: 2000 },
  )
})
