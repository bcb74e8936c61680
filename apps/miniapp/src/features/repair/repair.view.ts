import type { Api } from '@xinhui/contract'
import type { CalendarEvent } from '@xinhui/rules/ics'
import { addDays, toDayNumber } from '@xinhui/rules/day'
import type { Fact } from '../../components/facts'
import { day } from '../../lib/format'

export type Answer = Api['POST /repair/check']['response']
type Check = NonNullable<Answer['check']>
export type UnderSet = Check['applied']
type Colours = Readonly<Record<'line' | 'accent' | 'surface' | 'ink-3' | 'amber' | 'green', string>>

const [WIDTH, HEIGHT, LEFT, RIGHT, LINE] = [320, 64, 14, 306, 30]

/** When it stops being shown: what this product shows by, or the set's own end where nothing is shown by another. */
export const endsOnOf = ({ applied, display }: Check): string | null => (display ? display.endsOn : applied.autoEndsOn)

const until = (end: string | null) => (end === null ? '一直公示到移出' : `${day(addDays(end, -1))}是最后一天`)

/** The way from the decision to the earliest day and to the automatic end, today marked: 320 × 64. */
export function timelineSvg({ today, decidedOn, check }: Answer, c: Colours): string {
  if (!check) return ''
  const { earliestOn } = check.applied
  const end = endsOnOf(check)
  const days = [decidedOn, today, earliestOn, end].flatMap((one) => (one === null ? [] : [toDayNumber(one)]))
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const x = (one: string) => (LEFT + ((RIGHT - LEFT) * (toDayNumber(one) - first)) / (last - first || 1)).toFixed(1)
  const open = earliestOn === null ? '' : `<path stroke="${c.green}" stroke-width="6" stroke-linecap="round" d="M${x(earliestOn)} ${LINE}H${end === null ? RIGHT : x(end)}"/>`
  const dot = (one: string, fill: string) => `<circle cx="${x(one)}" cy="${LINE}" r="6" fill="${fill}" stroke="${c.surface}" stroke-width="2"/>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" fill="none">` +
    `<path stroke="${c.line}" stroke-width="6" stroke-linecap="round" d="M${LEFT} ${LINE}H${RIGHT}"/>${open}` +
    `${dot(decidedOn, c['ink-3'])}${earliestOn === null ? '' : dot(earliestOn, c.green)}${end === null ? '' : dot(end, c['ink-3'])}` +
    `<path stroke="${c.amber}" stroke-width="2.5" d="M${x(today)} 12V48"/><path fill="${c.amber}" d="M${x(today)} 54l-6 8h12z"/></svg>`
  )
}

export function timelineSentence({ today, decidedOn, check }: Answer): string {
  if (!check) return ''
  const { earliestOn } = check.applied
  return `${day(decidedOn)}作出决定，${earliestOn === null ? '没有可以申请的日子' : `${day(earliestOn)}起可以申请`}，${until(endsOnOf(check))}，今天是${day(today)}`
}

/** Points of the drawing in words, in the order of their days; colour alone says nothing. */
export function timelineFacts({ today, decidedOn, check }: Answer): Fact[] {
  if (!check) return []
  const end = endsOnOf(check)
  const points: { name: string; on: string }[] = [{ name: '作出决定', on: decidedOn }, { name: '今天', on: today }]
  if (check.applied.earliestOn !== null) points.push({ name: '最早可申请', on: check.applied.earliestOn })
  if (end !== null) points.push({ name: '自行停止', on: end })
  return points.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).map(({ name, on }) => ({ name, value: day(on) }))
}

const REASONS: Readonly<Record<NonNullable<UnderSet['reason']>, string>> = {
  'not-needed': '这条记录不公示，或者不是失信信息，不用修复。',
  automatic: '到期自行停止公示，不用申请。',
  'no-early-end': '这类信息到期才停止公示，不能提前终止。',
  'false-commitment': '曾作出不实的修复承诺，期满之前不能提前终止。',
  ended: '公示已经停止，不用修复。',
  'too-early': '还没有满最短公示期。',
  'ends-first': '等到可以申请时，公示已经自行停止，不用申请。',
  'duties-not-done': '先把决定书里的义务履行完，再申请。',
}

/** The one sentence the reader came for. */
export function verdict(one: UnderSet): { title: string; note: string } {
  if (one.canApply) return { title: '现在可以申请', note: '材料齐了就能提交，修复不收费。' }
  const note = REASONS[one.reason ?? 'not-needed']
  if (one.isRepairable && one.earliestOn !== null && one.reason === 'too-early') return { title: `${day(one.earliestOn)}起可以申请`, note }
  return { title: one.isRepairable ? '现在还不能申请' : '不用或不能申请', note }
}

export const STATES = { met: { word: '已满足', tone: 'green' }, missing: { word: '还没有', tone: 'red' }, unknown: { word: '请自己核对', tone: 'amber' } } as const

const provisional = (one: { day: string; provisional: boolean }) => `${day(one.day)}${one.provisional ? '（暂估）' : ''}`

export const deadlineFacts = (one: UnderSet): Fact[] => one.deadlines.map((d) => ({ name: d.title, value: `${provisional(d)}前，${d.workingDays} 个工作日${d.by === 'city' ? '（本市承诺）' : ''}` }))

/** A set in a few lines: for the two results of an older decision. */
export const setFacts = (one: UnderSet): Fact[] => [
  { name: '类别', value: one.classTitle },
  { name: '最早可申请', value: one.earliestOn === null ? '没有' : day(one.earliestOn) },
  { name: '自行停止', value: one.autoEndsOn === null ? '没有期限' : day(one.autoEndsOn) },
  { name: '依据', value: `${one.sourceRef}${one.verified ? '' : '，以官方文本为准'}` },
]

/** "If you apply on …": null where no application ends it. */
export function endSentence(check: Check, subjectKind: 'person' | 'organization'): string | null {
  const { endsIfAppliedOn } = check.applied
  if (!endsIfAppliedOn) return null
  const start = check.applied.earliestOn !== null && check.applied.earliestOn > check.applyOn ? check.applied.earliestOn : check.applyOn
  return `${day(start)}申请，最迟${provisional(endsIfAppliedOn)}${subjectKind === 'person' ? '停止使用' : '停止公示'}`
}

/** The days worth an entry in a calendar. The title names no record: calendars are shared. */
export function calendarOf({ check }: Answer, id: string): CalendarEvent[] {
  if (!check) return []
  const events: CalendarEvent[] = []
  const { earliestOn, sourceRef, verified } = check.applied
  const basis = `依据：${sourceRef}${verified ? '' : '（以官方文本为准）'}。`
  if (earliestOn !== null) events.push({ uid: `${id}-earliest@xinhui`, day: earliestOn, title: '可以申请信用修复', text: `${basis}修复不收费。` })
  const end = endsOnOf(check)
  if (end !== null) events.push({ uid: `${id}-ends@xinhui`, day: end, title: '公示自行停止', text: basis })
  return events
}
