import { describe, expect, it } from 'vitest'
import { type Answer, calendarOf, deadlineFacts, endSentence, timelineFacts, timelineSentence, timelineSvg, verdict } from './repair.view'

type Check = NonNullable<Answer['check']>
const applied: Check['applied'] = {
  ruleId: 'repair-order-36-penalty', title: '行政处罚信用修复', authority: '国家发展改革委', sourceRef: '令第36号', verified: false, note: '', why: '', classCode: 'general', classTitle: '一般', way: 'application', minMonths: 3, maxMonths: 12,
  isRepairable: true, canApply: false, reason: 'too-early', minimumOn: '2027-02-10', earliestOn: '2027-02-10', autoEndsOn: '2027-11-10', channel: { code: 'window', title: '信用修复窗口', where: '本平台' }, conditions: [], materials: [],
  deadlines: [{ code: 'decide', title: '作出修复决定', from: 'apply', workingDays: 2, by: 'city', day: '2027-02-12', provisional: true }], endsIfAppliedOn: { day: '2027-02-15', provisional: true }, barredUntil: null, reorganisation: null,
}
const answer = (over: Partial<Check['applied']> = {}, display: Check['display'] = { isShown: true, endsOn: '2027-11-10', ruleId: 'x' }): Answer => ({ today: '2026-11-26', decidedOn: '2026-11-10', check: { applyOn: '2026-11-26', applied: { ...applied, ...over }, other: null, transition: null, display }, calendar: { version: 'x', lastYear: 2026 }, guides: [] })
const colours = { line: '#1', accent: '#2', surface: '#3', 'ink-3': '#4', amber: '#5', green: '#6' }

describe('the way of a record', () => {
  it('is drawn from the decision to the end with today marked, and told in one sentence', () => {
    const svg = timelineSvg(answer(), colours)
    expect(svg.match(/<circle/g)).toHaveLength(3)
    expect(svg).toContain('M26.8 12V48')
    expect(timelineSentence(answer())).toBe('2026年11月10日作出决定，2027年2月10日起可以申请，2027年11月9日是最后一天，今天是2026年11月26日')
    expect(timelineFacts(answer()).map((f) => f.name)).toEqual(['作出决定', '今天', '最早可申请', '自行停止'])
  })

  it('without an end or an earliest day says so', () => {
    const open = answer({ earliestOn: null, autoEndsOn: null }, { isShown: true, endsOn: null, ruleId: 'x' })
    expect(timelineSvg(open, colours).match(/<circle/g)).toHaveLength(1)
    expect(timelineSentence(open)).toContain('没有可以申请的日子，一直公示到移出')
    expect(calendarOf(open, 'a')).toEqual([])
  })

  it('says first what the reader came for', () => {
    expect(verdict(applied)).toMatchObject({ title: '2027年2月10日起可以申请', note: '还没有满最短公示期。' })
    expect(verdict({ ...applied, canApply: true, reason: null })).toMatchObject({ title: '现在可以申请' })
    expect(verdict({ ...applied, isRepairable: false, reason: 'automatic', earliestOn: null }).note).toContain('不用申请')
  })

  it('marks what the next notice of holidays may still move', () => {
    expect(deadlineFacts(applied)[0]?.value).toBe('2027年2月12日（暂估）前，2 个工作日（本市承诺）')
    const { check } = answer()
    if (!check) throw new Error('no check')
    expect(endSentence(check, 'organization')).toBe('2027年2月10日申请，最迟2027年2月15日（暂估）停止公示')
    expect(calendarOf(answer(), 'a').map((e) => e.day)).toEqual(['2027-02-10', '2027-11-10'])
    expect(calendarOf(answer(), 'a').every((e) => e.text.includes('以官方文本为准'))).toBe(true)
    expect(calendarOf(answer({ verified: true }), 'a').some((e) => e.text.includes('以官方文本为准'))).toBe(false)
  })
})
