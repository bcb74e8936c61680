import { addWorkingDays, CALENDAR_CN, formatDayZh, parseDay } from '@xinhui/rules'
import { type Command, integerOf, takePositionals, UsageError } from './command'

export const workingDaysCommand: Command = {
  help: `working-days <day> <n>

The n-th working day 工作日 after a day; the day itself does not count. Holidays and worked weekends come from the State
Council's yearly notice; past its last year the result is marked provisional 暂定.

  npm run -s credit -- working-days 2026-09-28 7        2026-10-13
`,
  options: {},
  run(call) {
    const [start = '', count = ''] = takePositionals(call, 'day', 'n')
    const day = parseDay(start)
    if (!day.ok) throw new UsageError(`"${start}" is not a day: ${day.message}`)
    const workingDays = integerOf(count, '<n>', 0)
    if (workingDays > 10_000) throw new UsageError('<n> may be 10000 at most')
    const result = addWorkingDays(CALENDAR_CN, day.day, workingDays)
    return {
      exit: 0,
      json: { start: day.day, workingDays, day: result.day, provisional: result.provisional, calendar: CALENDAR_CN.version },
      text: `${result.day}  ${formatDayZh(result.day)}${result.provisional ? '（暂定：当年放假安排尚未公布）' : ''}\n`,
    }
  },
}
