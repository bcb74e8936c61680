import { expect, it } from 'vitest'
import { deedTitle, defectsOf } from './act'
import { clockWords } from './columns'

it('each line is one defect; empty lines are none', () => {
  expect(defectsOf(' 缴款凭证缺第二页 \n\n整改报告没有盖章')).toEqual([
    { code: 'd1', text: '缴款凭证缺第二页' },
    { code: 'd2', text: '整改报告没有盖章' },
  ])
})

it('what is decided is called by what it does to the record', () => {
  expect((['repair', 'bankruptcy', 'false-commitment', 're-evaluation'] as const).map((kind) => `${deedTitle(kind, 'approve')}／${deedTitle(kind, 'refuse')}`)).toEqual(['同意修复／不予修复', '同意暂时屏蔽／不予修复', '认定虚假承诺／不认定虚假承诺', '通过重新评价／不通过，恢复公示'])
})

it('a clock says its day, that it is only estimated, or whom it waits for', () => {
  const clock = { step: 'accept' as const, title: '受理', holder: '市住房和城乡建设局', startedOn: '2026-11-21', workingDays: 1, dueOn: '2026-11-23', leftWorkingDays: 1, provisional: false, doneOn: null, colour: 'green' as const, escalatedAt: null }
  expect(clockWords(clock)).toMatch(/受理 2026.*前$/)
  expect(clockWords({ ...clock, provisional: true })).toContain('暂估')
  expect(clockWords({ ...clock, dueOn: null, colour: 'paused' })).toBe('受理 等待申请人')
  expect(clockWords(null)).toBe('')
})
