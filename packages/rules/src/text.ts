/**
 * Text clean-up for identifiers and names as they arrive in real files: full-width characters,
 * ideographic spaces, invisible marks, stray back-ticks and dots.
 */

const FULL_WIDTH_OFFSET = 0xfee0
/** Zero-width marks, BOM, soft hyphen, direction marks. */
/** What `toHalfWidth` changes; asked first, because nearly every cell of a file has none of it. */
const FULL_WIDTH = /[\u3000\uff01-\uff5e]/
/** What `stripInvisible` removes. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const INVISIBLE = /[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/
const SPACE = /[\s\u3000\u00a0]/
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g

function isControl(code: number): boolean {
  return code === 0x7f || (code < 0x20 && (code < 0x09 || code > 0x0d)) || (code >= 0x80 && code <= 0x9f)
}

function mapCharacters(text: string, shouldMap: (code: number) => boolean): string {
  let out = ''
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 0x3000) out += ' '
    else if (code >= 0xff01 && code <= 0xff5e && shouldMap(code)) out += String.fromCharCode(code - FULL_WIDTH_OFFSET)
    else out += text.charAt(i)
  }
  return out
}

/** Full-width forms U+FF01…U+FF5E and the ideographic space become their ASCII counterparts. */
export function toHalfWidth(text: string): string {
  if (!FULL_WIDTH.test(text)) return text
  return mapCharacters(text, () => true)
}

function isFullWidthAlphanumeric(code: number): boolean {
  const half = code - FULL_WIDTH_OFFSET
  return (half >= 48 && half <= 57) || (half >= 65 && half <= 90) || (half >= 97 && half <= 122)
}

/** Removes characters nobody can see: zero-width marks, BOM, soft hyphens, control characters (white space stays). */
export function stripInvisible(text: string): string {
  if (!INVISIBLE.test(text)) return text
  let out = ''
  for (let i = 0; i < text.length; i += 1) if (!isControl(text.charCodeAt(i))) out += text.charAt(i)
  return out.replace(ZERO_WIDTH, '')
}

/** Runs of white space become one ASCII space; none at either end. */
export function squeezeSpaces(text: string): string {
  if (!SPACE.test(text)) return text
  return text.replace(/[\s\u3000\u00a0]+/g, ' ').replace(/^ | $/g, '')
}

/**
 * A name or an address as a human would have typed it: invisible marks and stray back-ticks removed, letters and
 * digits half-width, spaces squeezed, a trailing full stop after a Chinese character or a digit dropped
 * (`Co., Ltd.` keeps its own). Chinese punctuation and brackets stay as they are.
 */
export function cleanName(text: string): string {
  const visible = stripInvisible(text).replace(/[`\u00b4\u02cb]/g, '')
  const squeezed = squeezeSpaces(FULL_WIDTH.test(visible) ? mapCharacters(visible, isFullWidthAlphanumeric) : visible)
  return squeezed.replace(/([^A-Za-z.。．\s])\s*[.。．]+$/, '$1')
}

/**
 * Key under which two spellings of one name are equal: brackets, width, case, spaces and the middle dot are unified.
 * For comparing only; never show it.
 */
export function nameKey(text: string): string {
  return toHalfWidth(cleanName(text))
    .replace(/[〔【[{《〈]/g, '(')
    .replace(/[〕】\]}》〉]/g, ')')
    .replace(/[•・‧∙⋅･●]/g, '·')
    .replace(/\s+/g, '')
    .toUpperCase()
}
