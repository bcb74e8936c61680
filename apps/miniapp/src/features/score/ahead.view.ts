import type { Api } from '@xinhui/contract'
import { addDays } from '@xinhui/rules/day'
import { day, points, signedPoints } from '../../lib/format'

export type Projection = Api['GET /me/score/projection']['response']
export type WhatIf = Api['POST /me/score/what-if']['response']
export type WhatIfBody = Api['POST /me/score/what-if']['body']
export type History = Api['GET /me/score/history']['response']['items']

interface Point {
  day: string
  centi: number
}

/** Today and the twelve month-ends, oldest first. */
export const aheadPoints = ({ today, points: ends }: Projection): Point[] => [today, ...ends].map(({ day: on, totalCenti }) => ({ day: on, centi: totalCenti }))

/** The whole way in one sentence: where it is highest and where it ends. */
export function aheadSentence({ today, points: ends }: Projection): string {
  const last = ends.at(-1)
  if (!last) return ''
  const change = last.totalCenti - today.totalCenti
  return change === 0
    ? `什么都不变的话，到${day(last.day)}还是 ${points(last.totalCenti)} 分`
    : `什么都不变的话，到${day(last.day)}是 ${points(last.totalCenti)} 分（${signedPoints(change)}），${last.gradeTitle}`
}

/** Until when each record counts, what ends first on top; what nothing ends comes last. */
export function endings({ endings: rows }: Projection): { key: string; title: string; pointsCenti: number; until: string; recordId: string }[] {
  return rows
    .map((row, index) => ({ ...row, index }))
    .sort((a, b) => ((a.until ?? '9') < (b.until ?? '9') ? -1 : (a.until ?? '9') > (b.until ?? '9') ? 1 : a.index - b.index))
    .map(({ recordId, title, pointsCenti, until, index }) => ({
      key: `${index}`,
      recordId,
      title,
      pointsCenti,
      // The evaluator names the first day that no longer counts.
      until: until === null ? '长期有效' : `计到${day(addDays(until, -1))}`,
    }))
}

export interface Choice {
  code: string
  title: string
  ask: { kind: 'end'; recordId: string } | { kind: 'add'; item: string; field: string; unitTitle: string }
}

/** What one may suppose: that a record which takes points ends, or that something counted by the unit is added. */
export function choices({ endings: rows, addable }: Projection): Choice[] {
  const ends = rows.filter(({ pointsCenti }) => pointsCenti < 0)
  return [
    ...addable.map(({ item, field, title, unitTitle }): Choice => ({ code: `add ${item} ${field}`, title: `增加${title}`, ask: { kind: 'add', item, field, unitTitle } })),
    ...ends.map(({ recordId, title }, index): Choice => ({ code: `end ${recordId}`, title: `${title}${ends.length > 1 ? ` ${index + 1} ` : ''}修复完成`, ask: { kind: 'end', recordId } })),
  ]
}

/** A whole number from 1 to 999,999, or what is wrong with it. */
export function amountOf(text: string): { amount: number } | { problem: string } {
  const amount = Number(text.trim())
  return /^\d{1,6}$/.test(text.trim()) && amount > 0 ? { amount } : { problem: '请填写 1 至 999999 的整数' }
}

/** A day from today on, or what is wrong with it. */
export function dayFrom(text: string, today: string): { on: string } | { problem: string } {
  const on = text.trim()
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || Number.isNaN(Date.parse(on))) return { problem: '请按 2027-01-15 这样填写日期' }
  return on < today ? { problem: '请填写今天或以后的日期' } : { on }
}

/** Changes as a line, oldest first; a day with several keeps the last. */
export function historyPoints(history: History): Point[] {
  // Oldest first, so that of several changes on a day the last one stays. WeChat's runtime has no toReversed.
  const byDay = history.reduceRight((kept, { day: on, totalCenti }) => kept.set(on, totalCenti), new Map<string, number>())
  return [...byDay].map(([on, centi]) => ({ day: on, centi }))
}
