/** Reads a QR code off the picture a page draws, with a decoder nobody here wrote (the one H5's camera uses). */
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { ROOT } = require('./service.cjs')

/** Pixels to a module. */
const SCALE = 4

/** Black and white pixels of an SVG data URI that fills rectangles `Mx yhLv1h-Lz`, as WeChat's <image> would draw it. */
function pixelsOf(uri) {
  const [head, ...rest] = uri.split(',')
  if (!/^data:image\/svg\+xml/.test(head)) throw new Error(`the picture is no SVG: ${uri.slice(0, 60)}`)
  const svg = decodeURIComponent(rest.join(','))
  const side = Number(/viewBox=["']0 0 (\d+) \1["']/.exec(svg)?.[1])
  if (!side) throw new Error(`the picture is not square: ${svg.slice(0, 120)}`)
  const width = side * SCALE
  const data = new Uint8Array(width * width * 4).fill(255)
  const black = svg.slice(svg.lastIndexOf('<path'))
  for (const [, x, y, length] of black.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = y * SCALE; row < (Number(y) + 1) * SCALE; row += 1) {
      for (let column = x * SCALE; column < (Number(x) + Number(length)) * SCALE; column += 1) data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
    }
  }
  return { width, height: width, data }
}

async function readQr(uri) {
  const decoder = require.resolve('qr/decode.js', { paths: [path.join(ROOT, 'apps/miniapp')] })
  const { decodeQR } = await import(pathToFileURL(decoder).href)
  const pixels = pixelsOf(uri)
  try {
    return decodeQR(pixels, { timeLimit: 5000 })
  } catch (error) {
    throw new Error(`the QR code on the page cannot be read (${error.message})`, { cause: error })
  }
}

module.exports = { readQr }
