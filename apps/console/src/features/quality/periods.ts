const pad = (n: number) => String(n).padStart(2, '0')

/** ISO 8601 week of a day, `2026-W47`. */
export function weekOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7))
  const year = date.getUTCFullYear()
  return `${year}-W${pad(Math.ceil(((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7))}`
}

/** This month and the eleven before; this week and the seven before. Newest first. */
export function recentPeriods(today: string): { value: string; label: string }[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const months = Array.from({ length: 12 }, (_, n) => {
    const date = new Date(Date.UTC(year, month - 1 - n, 1))
    return { value: `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}`, label: `${date.getUTCFullYear()} 年 ${date.getUTCMonth() + 1} 月` }
  })
  const weeks = Array.from({ length: 8 }, (_, n) => {
    const date = new Date(`${today}T00:00:00Z`)
    date.setUTCDate(date.getUTCDate() - 7 * n)
    const week = weekOf(date.toISOString().slice(0, 10))
    return { value: week, label: `${week.slice(0, 4)} 年第 ${Number(week.slice(6))} 周` }
  })
  return [...months, ...weeks]
}
