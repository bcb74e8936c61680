import { type Day, dayInShanghai, splitDay, startOfDayInShanghai, weekday } from './day'
import { minuteOfDay, type PerkTerms } from './perk-terms'

export type UseRefusal = 'WRONG_STORE' | 'BLACKOUT_DAY' | 'BLACKOUT_WEEKDAY' | 'BLACKOUT_HOURS' | 'NOT_STACKABLE'

export type UseVerdict = { may: true } | { may: false; code: UseRefusal; sentence: string }

export interface UseNow {
  storeId: string
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  at: number
  /** What else is used on the same bill, where the till knows it. */
  together?: { perks: number; promotions: boolean }
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日']

/** `[6, 7]` → `周六、周日`. */
export const weekdaysInWords = (days: readonly number[]): string => [...days].sort((a, b) => a - b).map((d) => `周${WEEKDAYS[d - 1] ?? ''}`).join('、')

/** A range of days, with the year where it ends in another one: `10月1日至10月7日`. */
export function daysInWords({ from, until }: { from: Day; until: Day }): string {
  const [a, b] = [splitDay(from), splitDay(until)]
  const short = ({ month, dayOfMonth }: typeof a) => `${month}月${dayOfMonth}日`
  const long = (d: typeof a) => `${d.year}年${short(d)}`
  if (from === until) return short(a)
  return a.year === b.year ? `${short(a)}至${short(b)}` : `${long(a)}至${long(b)}`
}

export const hoursInWords = ({ from, until }: { from: string; until: string }): string => `${from}–${until}`

function isWithin(range: { from: string; until: string }, minute: number): boolean {
  const [from, until] = [minuteOfDay(range.from) ?? 0, minuteOfDay(range.until) ?? 0]
  return from < until ? minute >= from && minute < until : minute >= from || minute < until
}

const refuse = (code: UseRefusal, sentence: string): UseVerdict => ({ may: false, code, sentence })

/**
 * Whether a voucher under these terms may be used at a store at a moment: store, blackout days, weekdays and hours (all in
 * Shanghai's time), stacking. Pure: the same at the till, on a phone without network and in the settlement's check.
 */
export function mayUseNow(terms: Pick<PerkTerms, 'stores' | 'blackouts' | 'stacking'>, { storeId, at, together }: UseNow): UseVerdict {
  if (terms.stores !== null && !terms.stores.includes(storeId)) return refuse('WRONG_STORE', '此券不能在本店使用')
  const { days, weekdays, hours } = terms.blackouts
  const day = dayInShanghai(at)
  const range = days.find(({ from, until }) => day >= from && day <= until)
  if (range) return refuse('BLACKOUT_DAY', `${daysInWords(range)}不能使用`)
  if (weekdays.includes(weekday(day))) return refuse('BLACKOUT_WEEKDAY', `${weekdaysInWords(weekdays)}不能使用`)
  const minute = Math.floor((at - startOfDayInShanghai(day)) / 60_000)
  const closed = hours.find((h) => isWithin(h, minute))
  if (closed) return refuse('BLACKOUT_HOURS', `${hoursInWords(closed)} 不能使用`)
  if (together && together.perks > 0 && terms.stacking !== 'with-perks') return refuse('NOT_STACKABLE', '不能与其他权益同时使用')
  if (together?.promotions && terms.stacking === 'alone') return refuse('NOT_STACKABLE', '不能与店内其他优惠同时使用')
  return { may: true }
}

/** Whether these terms name stores or times at all: without them a voucher may be used anywhere, at any time. */
export const isRestricted = ({ stores, blackouts: { days, weekdays, hours } }: Pick<PerkTerms, 'stores' | 'blackouts'>): boolean => stores !== null || days.length + weekdays.length + hours.length > 0
