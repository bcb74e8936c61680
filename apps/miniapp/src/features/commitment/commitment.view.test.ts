import { describe, expect, it } from 'vitest'
import { checkNote, type Commitment, commitmentRow, filledIn, loopInWords, missing, ringOf, signable, type Step, type Template, termsOf } from './commitment.view'

const template: Template = {
  code: 'food-safety', title: '食品安全诚信经营承诺', kind: '主动型', textVersion: 'v1', office: '市市场监督管理局', who: 'organization', publish: true, validMonths: 12, hearingWorkingDays: 5, verified: false,
  paragraphs: ['进货查验'], fields: [{ name: 'payDay', title: '发薪日', type: 'number', required: true, hint: null }, { name: 'extra', title: '补充', type: 'text', required: false, hint: null }], checks: [{ title: '现场核查', dueWorkingDays: 30 }], consequence: '记入信用档案，公示三年',
}
const commitment = (over: Partial<Commitment> = {}): Commitment => ({ commitmentId: 'cmt_1', template: 'food-safety', title: '食品安全诚信经营承诺', kind: '主动型', office: '市市场监督管理局', status: 'open', signedAt: '2026-11-21T04:00:00Z', dueOn: '2027-01-05', ...over })

describe('commitments', () => {
  it('a line says what comes next and until when', () => {
    expect(commitmentRow(commitment())).toMatchObject({ status: '履行中', note: '下次核查：2027年1月5日前' })
    expect(commitmentRow(commitment({ status: 'hearing' })).note).toBe('2027年1月5日前可以说明')
    expect(commitmentRow(commitment({ status: 'kept', dueOn: null }))).toMatchObject({ status: '已践诺', tone: 'green', note: '2026年11月21日签署' })
  })

  it('what is open is not offered again; what was kept or broken is', () => {
    expect(signable({ items: [commitment()], templates: [template] })).toEqual([])
    expect(signable({ items: [commitment({ status: 'broken', dueOn: null })], templates: [template] })).toEqual([template])
  })

  it('before signing everybody reads where it leads, and a person reads that it never punishes', () => {
    expect(termsOf(template, true)).toContain('记入信用档案，公示三年')
    const forPerson = termsOf({ ...template, publish: false, consequence: null }, false).join('|')
    expect(forPerson).toContain('不扣分，不影响办事')
    expect(forPerson).not.toContain('公示三年')
  })

  it('answers go as they were meant, and what is missing is named', () => {
    expect(filledIn(template.fields, { payDay: '15', extra: ' ' })).toEqual({ payDay: 15 })
    expect(missing(template.fields, { extra: 'x' })).toEqual({ payDay: '请填写发薪日' })
  })

  it('a check past the published calendar is called provisional', () => {
    expect(checkNote({ checkId: 'cck_1', title: '现场核查', dueOn: '2027-01-05', provisional: true, result: null, note: null, checkedAt: null })).toBe('2027年1月5日前（暂估）')
    expect(checkNote({ checkId: 'cck_1', title: '现场核查', dueOn: '2027-01-05', provisional: true, result: 'not-met', note: '台账缺失', checkedAt: null })).toBe('未通过：台账缺失')
  })

  it('the ring has two rows of three, and is said in one sentence', () => {
    const loop = (['promise', 'keep', 'check', 'publish', 'consequence', 'repair'] as const).map((step, at): Step => ({ step, title: `站${at + 1}`, state: at === 1 ? 'now' : 'ahead', note: '说明' }))
    expect(ringOf(loop).row.map((s) => s.step)).toEqual(['promise', 'keep', 'check'])
    expect(ringOf(loop).back.map((s) => s.step)).toEqual(['publish', 'consequence', 'repair'])
    expect(loopInWords(loop)).toContain('站2，现在在这里，说明')
  })
})
