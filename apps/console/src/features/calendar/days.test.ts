import { expect, it } from 'vitest'
import { readDays } from './days'

it('reads single days and stretches as people type them or paste them from the notice, sorted and each once', () => {
  expect(readDays('2027-01-01 至 2027-01-03\n1月2日', 2027)).toEqual({ days: ['2027-01-01', '2027-01-02', '2027-01-03'] })
  expect(readDays('9月30日（周四）至10月2日（周六）、5月1日至2日', 2027)).toEqual({ days: ['2027-05-01', '2027-05-02', '2027-09-30', '2027-10-01', '2027-10-02'] })
  expect(readDays('', 2027)).toEqual({ days: [] })
})

it.each([
  ['2月30日', '没有“2月30日”这一天'],
  ['1月3日至1日', '先后不对'],
  ['2026-12-31', '不在 2027 年'],
  ['元旦放假', '看不懂“元旦放假”'],
])('says what is wrong with %s', (text, problem) => {
  expect(readDays(text, 2027)).toEqual({ problem: expect.stringContaining(problem) as string })
})
