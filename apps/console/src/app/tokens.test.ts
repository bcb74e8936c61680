import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast } from '../lib/colour'
import { DEFAULT_ACCENT, tokensOf } from './tokens'

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('colours', () => {
  it('every text reaches 4.5:1 on what it stands on, in light and dark', () => {
    for (const scheme of ['light', 'dark'] as const) {
      const tokens = tokensOf(scheme, DEFAULT_ACCENT)
      for (const ground of ['ground', 'surface', 'sunken', 'accentGround'] as const)
        for (const text of ['text', 'quiet'] as const) expect(contrast(tokens[text], tokens[ground]), `${scheme} ${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens.hint, tokens.surface), `${scheme} hint`).toBeGreaterThanOrEqual(4.5)
      for (const tone of ['good', 'wait', 'act'] as const) {
        expect(contrast(tokens[tone], tokens[`${tone}Ground`]), `${scheme} ${tone}`).toBeGreaterThanOrEqual(4.5)
        expect(contrast(tokens[tone], tokens.surface), `${scheme} ${tone} on surface`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  it('whatever accent a city picks stays readable, as text and under white text', () => {
    fc.assert(
      fc.property(hex, fc.constantFrom('light' as const, 'dark' as const), (accent, scheme) => {
        const tokens = tokensOf(scheme, accent)
        expect(contrast(tokens.accent, '#ffffff')).toBeGreaterThanOrEqual(4.5)
        expect(contrast(tokens.accentText, tokens.surface)).toBeGreaterThanOrEqual(4.5)
        expect(contrast(tokens.accentText, tokens.accentGround)).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it('an accent that is no colour falls back to the deep teal', () => {
    expect(tokensOf('light', 'teal; background: red').accent).toBe(DEFAULT_ACCENT)
  })
})
