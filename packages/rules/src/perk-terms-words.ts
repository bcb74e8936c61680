import { parseDay } from './parse-day'
import { type Blackouts, isPartnerUrl, minuteOfDay, type PerkBenefit, type PerkKind, type PerkTerms } from './perk-terms'
import { daysInWords, hoursInWords, weekdaysInWords } from './perk-terms-use'
import { toHalfWidth } from './text'

/** Integer fen as it is read: `3000` → `30`, `1990` → `19.9`. */
const yuan = (fen: number): string => String(fen / 100)

/** `8000` → `8`, `7500` → `7.5`, `8850` → `8.85`. */
const fold = (bps: number): string => String(bps / 1000)

/** A benefit in words: 8 折, 满 100 元减 15 元, 免费用 3 小时. */
export function benefitInWords(benefit: PerkBenefit): string {
  switch (benefit.kind) {
    case 'percent':
      return benefit.percentBps === 5000 ? '半价' : `${fold(benefit.percentBps)} 折`
    case 'amount-off':
      return benefit.minimumFen > 0 ? `满 ${yuan(benefit.minimumFen)} 元减 ${yuan(benefit.amountFen)} 元` : `立减 ${yuan(benefit.amountFen)} 元`
    case 'price':
      return benefit.priceFen === 0 ? '免费' : `优惠价 ${yuan(benefit.priceFen)} 元`
    case 'items':
      return `免费用 ${benefit.count} 次`
    case 'hours':
      return benefit.hours < 1 ? `免费用 ${benefit.hours * 60} 分钟` : `免费用 ${benefit.hours} 小时`
    case 'deposit-waiver':
      return `免 ${yuan(benefit.depositFen)} 元押金`
    case 'post-pay':
      return `${yuan(benefit.limitFen)} 元内先享后付`
    case 'priority':
      return '优先办理'
    case 'loaded-code':
      return '兑换码一个'
    case 'partner-link':
      return '到合作方页面使用'
  }
}

const PERIODS = { week: '每周', month: '每月', quarter: '每季度', year: '每年' } as const
const STACKING = { alone: '不与店内活动和其他权益同享', 'with-promotions': '可与店内活动同享，不与其他权益同享', 'with-perks': '可与店内活动和其他权益同享' } as const
const AUDIENCES = { person: '个人可领', organization: '企业可领', both: '个人和企业都可领' } as const

/** The terms in short sentences, for the perk's page. `storeNames`: of the stores named, in the reader's order. */
export function termsInWords(terms: PerkTerms, storeNames: readonly string[]): string[] {
  const { days, weekdays, hours } = terms.blackouts
  const { perDay, perPeriod } = terms.quota
  return [
    AUDIENCES[terms.audience],
    ...(terms.stores === null ? [] : [storeNames.length > 0 ? `限${storeNames.join('、')}使用` : '限指定门店使用']),
    ...(days.length > 0 ? [`${days.map(daysInWords).join('、')}不可用`] : []),
    ...(weekdays.length > 0 ? [`${weekdaysInWords(weekdays)}不可用`] : []),
    ...(hours.length > 0 ? [`每天 ${hours.map(hoursInWords).join('、')} 不可用`] : []),
    ...(perDay === null ? [] : [`每天限 ${perDay} 份`]),
    ...(perPeriod && perPeriod.total !== null ? [`${PERIODS[perPeriod.unit]}限 ${perPeriod.total} 份`] : []),
    ...(perPeriod && perPeriod.perPerson !== null ? [`每人${PERIODS[perPeriod.unit]}限领 ${perPeriod.perPerson} 份`] : []),
    STACKING[terms.stacking],
  ]
}

const MONEY = String.raw`(\d{1,8}(?:\.\d{1,2})?)`
const fen = (text: string | undefined): number => Math.round(Number(text) * 100)

function readPercent(text: string): PerkBenefit | null {
  if (/半价/.test(text)) return { kind: 'percent', percentBps: 5000 }
  const match = /(\d{1,2}(?:\.\d{1,2})?)\s*折/.exec(text)
  if (!match) return null
  const n = Number(match[1])
  // 95折 is 9.5 折.
  return { kind: 'percent', percentBps: Math.round((n >= 10 ? n / 10 : n) * 1000) }
}

function readFreeUse(text: string): PerkBenefit | null {
  const time = /(\d{1,4}(?:\.\d{1,2})?)\s*(?:个)?(小时|分钟|天)/.exec(text)
  if (time) return { kind: 'hours', hours: Number(time[1]) * ({ 小时: 1, 分钟: 1 / 60, 天: 24 }[time[2] ?? ''] ?? 1) }
  const count = /(\d{1,5})\s*(?:次|册|张|页|件|份|杯|晚|位)/.exec(text)
  return count ? { kind: 'items', count: Number(count[1]) } : null
}

/**
 * The typed benefit that words say, or null when they do not say it: 停车 8 折, 满 100 减 15, 免 300 元押金, 每天 3 小时免费.
 * A sum alone (`5000元`) is the deposit, the limit or the price of its kind. `url`: a partner link's.
 */
export function readBenefit(kind: PerkKind, words: string, url?: string): PerkBenefit | null {
  const text = toHalfWidth(words).trim()
  const alone = new RegExp(`^${MONEY}\\s*元$`).exec(text)?.[1]
  switch (kind) {
    case 'discount':
      return readPercent(text)
    case 'amount-off': {
      const over = new RegExp(`满\\s*${MONEY}\\s*元?\\s*减\\s*${MONEY}`).exec(text)
      if (over) return { kind: 'amount-off', minimumFen: fen(over[1]), amountFen: fen(over[2]) }
      const off = alone ?? new RegExp(`[减补免]\\s*${MONEY}\\s*元`).exec(text)?.[1]
      return off === undefined ? null : { kind: 'amount-off', minimumFen: 0, amountFen: fen(off) }
    }
    case 'price': {
      const price = new RegExp(`${MONEY}\\s*元`).exec(text)?.[1]
      return price === undefined ? readPercent(text) : { kind: 'price', priceFen: fen(price) }
    }
    case 'free-use':
      return readFreeUse(text)
    case 'deposit-waiver': {
      const deposit = alone ?? new RegExp(`[免减]\\s*${MONEY}\\s*元`).exec(text)?.[1]
      return deposit === undefined ? null : { kind: 'deposit-waiver', depositFen: fen(deposit) }
    }
    case 'post-pay': {
      const limit = alone ?? new RegExp(`${MONEY}\\s*元[内以]`).exec(text)?.[1]
      return limit === undefined ? null : { kind: 'post-pay', limitFen: fen(limit) }
    }
    case 'priority':
      return { kind: 'priority' }
    case 'loaded-code':
      return { kind: 'loaded-code' }
    case 'partner-link':
      return url !== undefined && isPartnerUrl(url) ? { kind: 'partner-link', url } : null
  }
}

const parts = (text: string): string[] => toHalfWidth(text).split(/[|;、\s]+/).filter((p) => p !== '')

/** `2027-02-15~2027-02-23|2027-05-01` → ranges; null when a part is none. */
export function readBlackoutDays(text: string): Blackouts['days'] | null {
  const ranges = parts(text).map((part) => {
    const [from, until] = part.split(/[~至]/).map((d) => parseDay(d))
    if (!from?.ok || (until && !until.ok)) return null
    return { from: from.day, until: until?.ok ? until.day : from.day }
  })
  return ranges.includes(null) ? null : ranges.filter((r) => r !== null)
}

/** `周六、周日`, `六日` or `6|7` → ISO weekdays; null when a character is none. */
export function readBlackoutWeekdays(text: string): number[] | null {
  const days = Array.from(toHalfWidth(text).replaceAll(/周|星期|礼拜|[|;、,\s]/g, ''), (c) => ('天' === c ? 7 : /[1-7]/.test(c) ? Number(c) : '一二三四五六日'.indexOf(c) + 1))
  return days.includes(0) ? null : [...new Set(days)].sort((a, b) => a - b)
}

/** `11:30-13:00|17:00-19:00` → ranges; null when a part is none. */
export function readBlackoutHours(text: string): Blackouts['hours'] | null {
  const pad = (time: string) => (/^\d:/.test(time) ? `0${time}` : time)
  const ranges = parts(text).map((part) => {
    const [from, until, more] = part.split(/[-~–—至]/).map(pad)
    if (from === undefined || until === undefined || more !== undefined || minuteOfDay(from) === null || minuteOfDay(until) === null) return null
    return { from, until }
  })
  return ranges.includes(null) ? null : ranges.filter((r) => r !== null)
}
