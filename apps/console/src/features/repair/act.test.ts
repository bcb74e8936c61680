import { expect, it } from 'vitest'
import { defectsOf } from './act'
import { clockWords } from './columns'

it('each line is one defect; empty lines are none', () => {
  expect(defectsOf(' 缴款凭证缺第二页 \n\n整改报告没有盖章')).toEqual([
    { code: 'd1', text: '缴款凭证缺第二页' },
    { code: 'd2', text: '整改报告没有盖章' },
  ])
})

it('a clock says its day, that it is only estimated, or whom it waits for', () => {
  const clock = { step: 'accept' as const, title: '受理', holder: '市住房和城乡建设局', startedOn: '2026-11-21', workingDays: 1, dueOn: '2026-11-23', leftWorkingDays: 1, provisional: false, doneOn: null, colour: 'green' as const, escalatedAt: null }
  expect(clockWords(clock)).toMatch(/受理 2026.*前$/)
  expect(clockWords({ ...clock, provisional: true })).toContain('暂估')
  expect(clockWords({ ...clock, dueOn: null, colour: 'paused' })).toBe('受理 等待申请人')
  expect(clockWords(null)).toBe('')
})
