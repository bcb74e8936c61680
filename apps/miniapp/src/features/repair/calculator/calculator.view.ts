import type { Api } from '@xinhui/contract'
import { parseDay } from '@xinhui/rules/parse-day'

export type Body = Api['POST /repair/check']['body']

export const KINDS = [
  { code: 'penalty', title: '行政处罚' },
  { code: 'abnormal-list', title: '异常名录' },
  { code: 'serious-list', title: '严重失信名单' },
  { code: 'judgment', title: '失信被执行人' },
  { code: 'tax-rating', title: '纳税信用' },
  { code: 'inspection', title: '抽查不合格' },
  { code: 'contract', title: '合同违约' },
] as const
export type Kind = (typeof KINDS)[number]['code']

export const SUBJECTS = [{ code: 'organization', title: '企业或个体户' }, { code: 'person', title: '个人' }] as const
export const OFFICES = [{ code: 'other', title: '其他部门' }, { code: 'market', title: '市场监管部门' }] as const
export const SEVERITIES = [{ code: '', title: '不清楚' }, { code: '轻微', title: '轻微' }, { code: '一般', title: '一般' }, { code: '严重', title: '严重' }] as const
export const PENALTIES = ['警告', '罚款', '没收违法所得', '责令停产停业', '吊销许可证件'].map((title) => ({ code: title, title }))
export const DUTIES = [{ code: 'unknown', title: '不清楚' }, { code: 'done', title: '已履行' }, { code: 'not', title: '还没有' }] as const

/** What is typed and chosen, as text. */
export interface Form {
  kind: Kind
  subject: string
  office: string
  decidedOn: string
  severity: string
  penalty: string
  fine: string
  duties: string
  dutiesOn: string
}

export const START: Form = { kind: 'penalty', subject: 'organization', office: 'other', decidedOn: '', severity: '', penalty: '罚款', fine: '', duties: 'unknown', dutiesOn: '' }

export type FormErrors = Partial<Record<'decidedOn' | 'fine' | 'dutiesOn', string>>

/** What makes a record of each kind a bad one: the calculator asks about nothing else. */
const FIELDS: Readonly<Record<Exclude<Kind, 'penalty'>, Record<string, string>>> = {
  'abnormal-list': {},
  'serious-list': {},
  judgment: { performance: '全部未履行' },
  'tax-rating': { level: 'D' },
  inspection: { outcome: '不合格' },
  contract: { outcome: '违约' },
}
const OFFICE_NAMES: Readonly<Record<string, string>> = { market: '市场监督管理局', other: '' }

/** The question to ask, or what is wrong in which field. */
export function toBody(form: Form): { body: Body } | { errors: FormErrors } {
  const errors: FormErrors = {}
  const decided = parseDay(form.decidedOn)
  if (!decided.ok) errors.decidedOn = '请填写决定书上的日期，例如 2026-05-10'
  const fineYuan = form.fine.trim() === '' ? null : Number(form.fine)
  if (fineYuan !== null && !(fineYuan >= 0 && fineYuan < 1e10)) errors.fine = '请填写金额，单位是元'
  const done = form.duties === 'done' ? parseDay(form.dutiesOn) : null
  if (done && !done.ok) errors.dutiesOn = '请填写履行完的日期，例如 2026-06-01'
  if (!decided.ok || Object.keys(errors).length > 0) return { errors }
  const penalty = { ...(form.severity === '' ? {} : { severity: form.severity }), penaltyKind: form.penalty, ...(fineYuan === null || form.penalty !== '罚款' ? {} : { fineFen: Math.round(fineYuan * 100) }) }
  return {
    body: {
      subjectKind: form.subject === 'person' ? 'person' : 'organization',
      recordKind: form.kind,
      decidedOn: decided.day,
      office: OFFICE_NAMES[form.office] ?? '',
      fields: form.kind === 'penalty' ? penalty : FIELDS[form.kind],
      dutiesDoneOn: form.duties === 'not' ? null : done?.ok ? done.day : 'unknown',
    },
  }
}

type OwnRecord = Pick<Api['GET /me/records']['response']['items'][number], 'recordId' | 'title' | 'tone' | 'decidedOn' | 'sourceOffice'>

/** A record of the reader's own that the typed decision may be. */
export interface Named {
  recordId: string
  firmId: string | undefined
  title: string
  note: string
}

/** Bad records decided on that day, in one's own file and in those of one's firms. */
export const ownOf = (decidedOn: string, files: readonly { firmId?: string; name?: string; records: readonly OwnRecord[] }[]): Named[] =>
  files.flatMap(({ firmId, name, records }) =>
    records.filter((r) => r.tone === 'negative' && r.decidedOn === decidedOn).map(({ recordId, title, sourceOffice }) => ({ recordId, firmId, title, note: name === undefined ? sourceOffice : `${name}，${sourceOffice}` })),
  )
