// Widths of bar, space, bar, space, bar, space for the values 0–105 (ISO/IEC 15417, symbol characters); eleven modules each.
const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
).split(' ')
const STOP = '2331112'
const START_C = 105

/** A barcode to draw: widths in modules, a bar first, then space and bar in turn, ending with a bar. */
export interface Barcode {
  widths: number[]
  /** Sum of the widths. */
  modules: number
  /** Empty modules that must be left free on the left and on the right (ISO/IEC 15417: ten). */
  quietZoneModules: number
}

/**
 * Code 128, code set C, of an even number of digits: start C, a symbol for each pair, check symbol (modulo 103), stop.
 * The 18 digits of a till code take 134 modules, 154 with the quiet zones. Throws RangeError on other text.
 */
export function encodeCode128C(digits: string): Barcode {
  if (digits.length === 0 || digits.length % 2 !== 0 || !/^[0-9]+$/.test(digits)) {
    throw new RangeError('code set C holds an even number of digits')
  }
  const values = [START_C]
  for (let at = 0; at < digits.length; at += 2) values.push(Number(digits.slice(at, at + 2)))
  const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103
  const pattern = [...values, check].map((value) => PATTERNS[value] ?? '').join('') + STOP
  const widths = Array.from(pattern, Number)
  return { widths, modules: widths.reduce((sum, width) => sum + width, 0), quietZoneModules: 10 }
}
