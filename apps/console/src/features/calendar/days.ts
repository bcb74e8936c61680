const DAY_MS = 86_400_000
const utc = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day)
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** A day, or a stretch of days: 2027-01-01, 2027-01-01 至 2027-01-03, 1月1日至3日, 9月30日至10月7日. */
const STRETCH = /(?:(\d{4})[-年])?(\d{1,2})[-月](\d{1,2})日?(?:\s*(?:至|到|~|—)\s*(?:(\d{4})[-年])?(?:(\d{1,2})[-月])?(\d{1,2})日?)?/g
const BETWEEN = /[\s、，,；;。]+/g

/** The days of a notice as they are typed or pasted, sorted, each once. `problem` names what cannot be read or is no day of that year. */
export function readDays(text: string, year: number): { days: string[] } | { problem: string } {
  const found = new Set<string>()
  const plain = text.normalize('NFKC').replace(/\([^)]*\)/g, '')
  let problem: string | undefined
  const rest = plain.replace(STRETCH, (whole, y1: string | undefined, m1: string, d1: string, y2: string | undefined, m2: string | undefined, d2: string | undefined) => {
    const from = utc(Number(y1 ?? year), Number(m1), Number(d1))
    const to = d2 === undefined ? from : utc(Number(y2 ?? y1 ?? year), Number(m2 ?? m1), Number(d2))
    const isDay = (ms: number, month: string, day: string) => new Date(ms).getUTCMonth() + 1 === Number(month) && new Date(ms).getUTCDate() === Number(day)
    if (!isDay(from, m1, d1) || (d2 !== undefined && !isDay(to, m2 ?? m1, d2))) problem ??= `没有“${whole}”这一天`
    else if (to < from || to - from > 31 * DAY_MS) problem ??= `“${whole}”的先后不对`
    else if (!dayOf(from).startsWith(`${year}-`) || !dayOf(to).startsWith(`${year}-`)) problem ??= `“${whole}”不在 ${year} 年`
    else for (let ms = from; ms <= to; ms += DAY_MS) found.add(dayOf(ms))
    return ' '
  })
  const strange = rest.replace(BETWEEN, ' ').trim()
  if (problem === undefined && strange !== '') problem = `看不懂“${strange.slice(0, 20)}”，请只写日期`
  return problem === undefined ? { days: [...found].sort() } : { problem }
}
