const ZONE = 'Asia/Shanghai'
const number = new Intl.NumberFormat('zh-CN')
const parts = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })

export const count = (value: number) => number.format(value)

function split(instant: string) {
  const found = Object.fromEntries(parts.formatToParts(new Date(instant)).map((part) => [part.type, part.value]))
  return { day: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}`, seconds: found.second ?? '00' }
}

/** Today in Asia/Shanghai, `YYYY-MM-DD`. */
export const today = () => split(new Date().toISOString()).day

/** `2026-11-21` → `2026年11月21日`. */
export function day(value: string): string {
  const [year, month, date] = value.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** Days from today in Asia/Shanghai to that day; negative once it is over. */
export const daysUntil = (value: string) => Math.round((Date.parse(`${value}T00:00:00Z`) - Date.parse(`${today()}T00:00:00Z`)) / 86_400_000)

/** `2026-11-21` → `11月21日`, for axes. */
export function shortDay(value: string): string {
  const [, month, date] = value.split('-')
  return `${Number(month)}月${Number(date)}日`
}

/** UTC instant → `2026-11-21 09:30` in Asia/Shanghai: columns align and sort by eye. */
export function instant(value: string): string {
  const at = split(value)
  return `${at.day} ${at.time}`
}

export function exactInstant(value: string): string {
  const at = split(value)
  return `${at.day} ${at.time}:${at.seconds}`
}

/** The last whole day before an instant at which something ends: `2026-12-21T16:00Z` → `2026年12月21日`. */
export const lastDay = (value: string) => day(split(new Date(Date.parse(value) - 1).toISOString()).day)

/** Just the clock, `09:30`; with the day when that is not today. */
export function clock(value: string): string {
  const at = split(value)
  return at.day === today() ? at.time : `${day(at.day)} ${at.time}`
}

/** Fen → `1,234.50 元`. */
export const yuan = (fen: number) => `${new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(fen / 100)} 元`

/** Fen → `50万元` when it is whole ten-thousands, `1,234.50 元` otherwise. */
export function amount(fen: number): string {
  const wan = fen / 1_000_000
  if (wan >= 1 && Number.isInteger(wan * 100)) return wan >= 10_000 && Number.isInteger(wan / 100) ? `${number.format(wan / 10_000)}亿元` : `${number.format(wan)}万元`
  return yuan(fen)
}

/** Basis points → `3.65%`. */
export const rate = (bps: number) => `${(bps / 100).toFixed(2)}%`

export function duration(fromInstant: string, toInstant: string): string {
  const seconds = Math.max(0, Date.parse(toInstant) - Date.parse(fromInstant)) / 1000
  if (seconds < 1) return '不到 1 秒'
  if (seconds < 60) return `${seconds.toFixed(1)} 秒`
  return `${Math.floor(seconds / 60)} 分 ${Math.round(seconds % 60)} 秒`
}

/** One share of a whole in words; a small part that is there never reads as 0%. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '—'
  const percent = (part / whole) * 100
  if (part > 0 && percent < 1) return '<1%'
  if (part < whole && percent > 99) return '>99%'
  return `${Math.round(percent)}%`
}

/**
 * The shares of all parts of one whole, as `share` says each. Those that are whole numbers add up to 100: what rounding leaves
 * over goes to the largest remainders; beside a `<1%` they leave room for it.
 */
export function shares(parts: readonly number[]): string[] {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  const percents = parts.map((part) => (whole === 0 ? 0 : (part / whole) * 100))
  const isWord = percents.map((percent) => (percent > 0 && percent < 1) || (percent < 100 && percent > 99))
  const counted = percents.map((percent, i) => (isWord[i] ? 0 : Math.floor(percent)))
  const small = percents.reduce((sum, percent, i) => (isWord[i] ? sum + percent : sum), 0)
  const over = 100 - Math.ceil(small) - counted.reduce((sum, percent) => sum + percent, 0)
  const first = percents.map((percent, i) => ({ i, rest: isWord[i] ? 0 : percent % 1 })).filter(({ rest }) => rest > 0).toSorted((a, b) => b.rest - a.rest)
  const raised = new Set(first.slice(0, Math.max(0, over)).map(({ i }) => i))
  return parts.map((part, i) => (isWord[i] || whole === 0 ? share(part, whole) : `${(counted[i] ?? 0) + (raised.has(i) ? 1 : 0)}%`))
}

/** 禾岚小馆（听澜路店） says whose it is by itself; 临河店 needs its merchant before it. */
export const shopWords = ({ merchantName, storeName }: { merchantName: string; storeName: string }): string => (storeName.startsWith(merchantName) ? storeName : `${merchantName} · ${storeName}`)
