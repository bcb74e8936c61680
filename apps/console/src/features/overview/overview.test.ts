import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ceiling, chartSentence } from './chart'
import { figureGroups } from './figures'

const overview = { persons: 500, organizations: 300, records: 9, scoresOpen: 2, merchants: 40, perksPublished: 48, vouchersIssued: 5, redemptions: 4, redemptionsByDay: [], loanProducts: 30, imports: 6 }

describe('概览', () => {
  it('the axis holds the highest bar and splits in four whole steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000 }), (value) => {
        const top = ceiling(value)
        expect(top).toBeGreaterThanOrEqual(value)
        expect(top % 4).toBe(0)
        expect(top).toBeLessThanOrEqual(Math.max(4, value * 2.5))
      }),
    )
  })

  it('the chart says in words how much and when most', () => {
    expect(chartSentence([{ day: '2026-11-20', count: 3 }, { day: '2026-11-21', count: 1200 }])).toBe('近 2 天共核销 1,203 次，最多的是 2026年11月21日，1,200 次。')
    expect(chartSentence([{ day: '2026-11-20', count: 0 }])).toBe('近 1 天没有核销。')
  })

  it('a number opens its rows only for those who may see them, and persons have no list', () => {
    const link = (roles: Parameters<typeof figureGroups>[1], title: string) => figureGroups(overview, roles).flatMap((group) => group.figures).find((figure) => figure.title === title)?.to
    expect(link(['administrator'], '发布中的权益')).toBe('/perks?status=published')
    expect(link(['administrator'], '归集文件')).toBe('/imports')
    expect(link(['reviewer'], '归集文件')).toBeUndefined()
    expect(link(['administrator'], '自然人')).toBeUndefined()
  })
})
