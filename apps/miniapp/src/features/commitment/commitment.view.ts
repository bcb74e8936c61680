import type { Api } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import type { Tone } from '../../components/tag'
import { day, moment } from '../../lib/format'

export type Commitment = Api['GET /me/commitments']['response']['items'][number]
export type Template = Api['GET /me/commitments']['response']['templates'][number]
export type Detail = Api['GET /me/commitments/{commitmentId}']['response']
export type Step = Detail['loop'][number]

const STATUS: Readonly<Record<Commitment['status'], { status: string; tone: Tone }>> = {
  open: { status: '履行中', tone: 'accent' },
  hearing: { status: '等您说明', tone: 'amber' },
  kept: { status: '已践诺', tone: 'green' },
  broken: { status: '没有做到', tone: 'neutral' },
}

export const statusOf = (status: Commitment['status']) => STATUS[status]

export const commitmentRow = (one: Commitment) => ({
  key: one.commitmentId,
  title: one.title,
  ...STATUS[one.status],
  note: one.dueOn === null ? `${day(one.signedAt.slice(0, 10))}签署` : one.status === 'hearing' ? `${day(one.dueOn)}前可以说明` : `下次核查：${day(one.dueOn)}前`,
})

/** What may still be signed: not what is open already. */
export const signable = ({ items, templates }: { items: readonly Commitment[]; templates: readonly Template[] }): Template[] =>
  templates.filter((template) => !items.some((one) => one.template === template.code && (one.status === 'open' || one.status === 'hearing')))

export const templateNote = ({ office, checks }: Template): string => `${office}核查 ${checks.length} 次`

/** What signing leads to, said before it. */
export function termsOf(template: Template, ofFirm: boolean): string[] {
  return [
    ...template.checks.map(({ title, dueWorkingDays }) => `签署后 ${dueWorkingDays} 个工作日内：${template.office}${title}`),
    ofFirm && template.publish ? '签署后在信用公示里公开' : '不公示，只有本人和核查单位看得到',
    '做到了：记入信用档案，计入加分项',
    ofFirm ? (template.consequence ?? '没有做到：记入信用档案') : '没有做到：不扣分，不影响办事，只是不再加分',
    `核查没有通过的，先听您说明（${template.hearingWorkingDays} 个工作日），再作认定`,
  ]
}

export const detailFacts = (one: Detail): Fact[] => [
  { name: '签署', value: moment(one.signedAt) },
  { name: '签署人', value: one.signerName },
  { name: '文本', value: one.textVersion },
  { name: '核查单位', value: one.office },
  ...one.fields.map(({ title, value }) => ({ name: title, value })),
  { name: '校验码', value: one.textHash.slice(0, 16) },
]

export const checkNote = (check: Detail['checks'][number]): string =>
  check.result === null ? `${day(check.dueOn)}前${check.provisional ? '（暂估）' : ''}` : `${check.result === 'met' ? '通过' : '未通过'}${check.note === null ? '' : `：${check.note}`}`

/** Empty answers are left out; a number stays a number. */
export const filledIn = (fields: Template['fields'], typed: Readonly<Record<string, string>>): Record<string, string | number> =>
  Object.fromEntries(
    fields.flatMap(({ name, type }) => {
      const value = (typed[name] ?? '').trim()
      return value === '' ? [] : [[name, type === 'number' && /^\d+$/.test(value) ? Number(value) : value]]
    }),
  )

export const missing = (fields: Template['fields'], typed: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(fields.filter(({ name, required }) => required && (typed[name] ?? '').trim() === '').map(({ name, title }) => [name, `请填写${title}`]))

const SAID: Readonly<Record<Step['state'], string>> = { done: '已完成', now: '现在在这里', ahead: '还没到', none: '不涉及', failed: '没有做到' }

/** One sentence for somebody who hears the picture. */
export const loopInWords = (loop: readonly Step[]): string => loop.map(({ title, state, note }) => `${title}，${SAID[state]}，${note}`).join('；')

/** Drawn as a ring: the first row goes right, the second, laid out from the right, comes back. */
export const ringOf = (loop: readonly Step[]): { row: readonly Step[]; back: readonly Step[] } => ({ row: loop.slice(0, 3), back: loop.slice(3) })
