import type { OfflineScanResult } from '@xinhui/contract'
import type { Tone } from '../../../components/tag'
import { ago, clock, dayOf, moment } from '../../../lib/format'
import type { KitState } from './kit'
import type { BookedScan } from './scan-book'

/** How old the offline data is, always said; and whether it still serves. */
export function kitWords(state: KitState, now: number): { words: string; good: boolean } {
  switch (state.is) {
    case 'none':
      return { words: '还没有离线数据，联网后自动准备', good: false }
    case 'clock':
      return { words: '手机时间不对，断网时不能核销。请改成自动设置时间', good: false }
    case 'old':
      return { words: `离线数据已超过 ${state.maxAgeHours} 小时，断网时不能核销`, good: false }
    case 'good':
      return { words: `离线数据：${ago(now - state.ageMs, now)}更新，断网时也能核销二维码`, good: true }
  }
}

const when = (at: string, now: number): string => (dayOf(at) === dayOf(now) ? clock(at) : moment(at))

/** `3 笔待入账，最早 10:02`. */
export function waitingWords(waiting: readonly Pick<BookedScan, 'admittedAt'>[], now: number): string {
  const oldest = waiting.map((one) => one.admittedAt).sort()[0]
  return oldest === undefined ? '离线核销都已入账' : `${waiting.length} 笔待入账，最早 ${when(oldest, now)}`
}

const TAGS: Readonly<Record<OfflineScanResult['outcome'], { words: string; tone: Tone }>> = {
  first: { words: '已入账', tone: 'green' },
  same: { words: '已入账', tone: 'green' },
  again: { words: '另有使用', tone: 'amber' },
  returned: { words: '券已退回', tone: 'amber' },
  withdrawn: { words: '已撤销', tone: 'neutral' },
  barred: { words: '不符合条件', tone: 'amber' },
  unproven: { words: '未通过', tone: 'red' },
}

/** One line of the offline record. */
export function bookedLine({ benefit, admittedAt, result }: Pick<BookedScan, 'benefit' | 'admittedAt' | 'result'>, now: number): { title: string; note: string; tag: (typeof TAGS)['first'] } {
  return {
    title: benefit,
    note: result ? `${when(admittedAt, now)} · ${result.sentence}` : `${when(admittedAt, now)} 离线核销`,
    tag: result ? TAGS[result.outcome] : { words: '待入账', tone: 'amber' },
  }
}

export const newestFirst = (entries: readonly BookedScan[]): BookedScan[] => [...entries].sort((one, other) => Date.parse(other.admittedAt) - Date.parse(one.admittedAt))
