import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { colours, contrast, renderTokens, textPairs } from './tokens'

describe('tokens', () => {
  it.each(['light', 'dark'] as const)('every text on its background reaches 4.5:1 in the %s theme', (theme) => {
    const weak = textPairs
      .map(([text, back]) => ({ text, back, ratio: contrast(colours[theme][text], colours[theme][back]) }))
      .filter(({ ratio }) => ratio < 4.5)
    expect(weak).toEqual([])
  })

  it('the contrast of black on white is 21 and of a colour on itself is 1', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrast('#0b6b66', '#0b6b66')).toBe(1)
  })

  it('tokens.css is what tokens.ts writes', () => {
    expect(readFileSync(path.resolve(import.meta.dirname, 'tokens.css'), 'utf8')).toBe(renderTokens())
  })

  it('a colour keeps one name: no stylesheet writes a colour of its own', () => {
    const sheets = ['base.css', 'components.css', 'h5.css'].map((file) => readFileSync(path.resolve(import.meta.dirname, file), 'utf8')).join('')
    const own = sheets.match(/#[0-9a-f]{3,8}\b/gi) ?? []
    // A code is black on white and a camera picture black whatever the theme.
    expect(own.filter((hex) => hex !== '#000' && hex !== '#fff')).toEqual([])
  })
})
