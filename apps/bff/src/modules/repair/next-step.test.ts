import { expect, it } from 'vitest'
import type { EffectRow } from './effect.store'
import { nextStep, type Reader, type Situation } from './next-step'
import { STATUS_TITLES } from './repair.lifecycle'
import type { CaseRow } from './repair.store'

const row = (over: Partial<CaseRow> = {}): CaseRow => ({ id: 'rpc_1', kind: 'repair', status: 'effective', office: '市城管局', openedByStaffId: null, ...over }) as CaseRow
const effect = (over: Partial<EffectRow> = {}): EffectRow => ({ caseId: 'rpc_1', kind: 'ended', liftedAt: null, heldUntil: null, reviewOn: null, ...over }) as EffectRow
const at = (over: Partial<Situation>): Situation => ({ row: row(), effect: undefined, linked: undefined, dueOn: null, today: '2026-11-26', ...over })
const subject: Reader = { side: 'subject' }
const officer = (over: Partial<Extract<Reader, { side: 'office' }>> = {}): Reader => ({ side: 'office', staffId: 'stf_1', decides: true, asked: false, ...over })

const KINDS = ['repair', 'bankruptcy', 'false-commitment', 're-evaluation'] as const

it('no state of any kind of case is left without a word, on either side', () => {
  for (const kind of KINDS)
    for (const status of Object.keys(STATUS_TITLES) as CaseRow['status'][])
      for (const reader of [subject, officer(), officer({ decides: false }), officer({ decides: false, asked: true })]) {
        const words = nextStep(at({ row: row({ kind, status }), effect: effect({ caseId: 'rpc_0' }) }), reader)
        expect(words.length, `${kind} ${status}`).toBeGreaterThan(6)
        expect(words, `${kind} ${status}`).not.toMatch(/undefined|null|。$|，，|^，/)
      }
})

it('a screened record: who evaluates it again, when, and what there is to do meanwhile; when the day has come the office is asked to open it', () => {
  const screened = at({ row: row({ kind: 'bankruptcy' }), effect: effect({ kind: 'screened', reviewOn: '2027-11-26' }) })
  expect(nextStep(screened, subject)).toBe('记录暂时屏蔽，2027年11月26日由市城管局重新评价。您现在不用在这里办理；请在那以前把重整计划执行情况的报告交给市城管局，到期前会提醒您')
  expect(nextStep({ ...screened, today: '2027-11-26' }, subject)).toMatch(/^屏蔽已于2027年11月26日到期，等市城管局重新评价/)
  expect([nextStep(screened, officer()), nextStep({ ...screened, today: '2027-11-27' }, officer())]).toEqual([expect.stringContaining('现在不用办理'), '屏蔽已于2027年11月26日到期，请发起重新评价，由另一位审核员作出决定'])
  expect(nextStep({ ...screened, effect: effect() }, subject)).toBe('重新评价已通过，记录不再公示，没有要办的事')
})

it('who opened a case of the office’s own reads why they cannot decide it, and its subject why there is nothing to press', () => {
  const open = at({ row: row({ kind: 're-evaluation', status: 'accepted', openedByStaffId: 'stf_1' }), dueOn: '2026-12-10' })
  expect(nextStep(open, officer())).toBe('这件由您发起，须由另一位审核员2026年12月10日以前作出决定。发起的人不能自己决定，所以您没有可以办理的事项')
  expect(nextStep(open, officer({ staffId: 'stf_2' }))).toBe('由另一位审核员发起，请您2026年12月10日以前作出决定')
  expect(nextStep(open, subject)).toMatch(/^市城管局重新评价屏蔽的记录，2026年12月10日以前作出决定，结果会通知您。您现在不用办理：通过的，记录不再公示；不通过的，恢复公示/)
})

it('a false commitment found later is told in the old case, with until when, and not as one that failed to be evaluated', () => {
  const lifted = at({ effect: effect({ liftedAt: new Date(0), heldUntil: '2029-12-03' }) })
  expect(nextStep(lifted, subject)).toBe('后来认定存在虚假承诺，记录已恢复公示，2029年12月3日以前不能再申请修复。这件仍是已办结')
  expect(nextStep(at({ effect: effect({ liftedAt: new Date(0) }), row: row({ kind: 'bankruptcy' }) }), subject)).toContain('重新评价没有通过')
})
