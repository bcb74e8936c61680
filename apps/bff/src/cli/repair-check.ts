import { readFileSync } from 'node:fs'
import { type RepairAnswer, RepairFactsBody } from '@xinhui/contract'
import { CALENDAR_CN, dayInShanghai, formatDayZh, type WorkingCalendar } from '@xinhui/rules'
import { readConfig } from '../config'
import { DomainError } from '../errors'
import { loadCity } from '../modules/city/load-city'
import { answerRepairCheck, factsOfBody } from '../modules/repair/answer-repair-check'
import { workingCalendar } from '../modules/calendar/working-calendar'
import { type Call, type Command, takePositionals, UsageError } from './command'
import { withService } from './with-service'

function readFacts(text: string, file: string): RepairFactsBody {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new UsageError(`${file} is not JSON`)
  }
  const facts = RepairFactsBody.safeParse(data)
  if (!facts.success) throw new UsageError(`${file}: ${facts.error.issues.map((i) => `${i.path.join('.') || '(root)'} ${i.message}`).join('; ')}`)
  return facts.data
}

/** With a database server: with the years the office loaded. Without: what the product brings, so that it works beside a running service. */
const calendarOf = (call: Call): Promise<WorkingCalendar> | WorkingCalendar => (readConfig(call.env).databaseUrl ? withService(call, workingCalendar) : CALENDAR_CN)

function inWords({ check }: RepairAnswer): string {
  if (!check) return '没有适用的修复规定\n'
  return [check.applied, ...(check.other ? [check.other] : [])]
    .map((one) =>
      [
        `${one.title}（${one.why}）`,
        `  依据 ${one.sourceRef}${one.verified ? '' : '，以官方文本为准'}`,
        `  ${one.classTitle}  ${one.canApply ? '可以申请' : `现在不能申请：${one.reason ?? ''}`}`,
        ...(one.earliestOn ? [`  最早申请 ${formatDayZh(one.earliestOn)}`] : []),
        ...(one.autoEndsOn ? [`  自行停止 ${formatDayZh(one.autoEndsOn)}`] : []),
        ...one.deadlines.map((d) => `  ${d.title} ${formatDayZh(d.day)}${d.provisional ? '（暂估）' : ''}`),
        `  渠道 ${one.channel.title}`,
      ].join('\n'),
    )
    .concat(check.transition ? [check.transition] : [])
    .join('\n')
    .concat('\n')
}

export const repairCheckCommand: Command = {
  help: `repair-check <facts.json>

When a record with these facts can be repaired 信用修复: the rule set in force on the day of the application, the class, the earliest
day, the day it ends by itself, conditions, materials and every step as a date; beside it the set of the day of the decision. The facts
are those of POST /api/v1/repair/check and the answer is the same; - reads them from standard input. Exit code 1 when nothing can be
applied for on that day. With DATABASE_URL the years of holidays the office loaded count, too.

  echo '{"subjectKind":"organization","recordKind":"penalty","decidedOn":"2026-05-10","fields":{"severity":"一般"}}' > facts.json
  npm run -s credit -- repair-check facts.json --json
`,
  options: {},
  async run(call) {
    const [file = ''] = takePositionals(call, 'facts.json')
    const body = readFacts(file === '-' ? await call.readStdin() : readFileSync(call.path(file), 'utf8'), file)
    const today = dayInShanghai(Date.now())
    try {
      const answer = answerRepairCheck({ city: loadCity(readConfig(call.env).city), calendar: await calendarOf(call), facts: factsOfBody(body, today), applyOn: body.applyOn ?? today, today })
      return { exit: answer.check?.applied.canApply ? 0 : 1, json: answer, text: inWords(answer) }
    } catch (error) {
      if (error instanceof DomainError) throw new UsageError(`${file}: ${error.extras.errors?.map((e) => `${e.field} ${e.message}`).join('; ') ?? error.message}`)
      throw error
    }
  },
}
