import { describe, expect, it } from 'vitest'
import { missing, openView } from './open.view'

const consent = { textVersion: 'score-2026-11', title: '开通信用分授权说明', paragraphs: ['一'], fields: ['行政许可'] }

describe('opening the score', () => {
  it('offers the refusal only to somebody who has never answered', () => {
    expect(openView({ myScore: { status: 'never-asked', consent }, notUsedFor: [] })).toMatchObject({ kind: 'to-decide', mayRefuse: true })
    expect(openView({ myScore: { status: 'refused', consent }, notUsedFor: [] })).toMatchObject({ kind: 'to-decide', mayRefuse: false })
    expect(openView({ myScore: { status: 'closed', consent }, notUsedFor: [] })).toMatchObject({ kind: 'to-decide', mayRefuse: false })
  })

  it('does nothing without the reader’s own tick', () => {
    expect(missing(false)).toBe('请先阅读，再勾选同意')
    expect(missing(true)).toBeUndefined()
  })
})
