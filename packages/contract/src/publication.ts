import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, pageOf } from './common'

/** An entry of 公共信用信息目录. */
export const CatalogItemView = z.object({
  code: z.string(),
  title: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  sourceOffice: z.string(),
  subjectKind: z.enum(['person', 'organization', 'both']),
  /** `public`: an organisation's record is shown to everybody, a person's never; `authorized`: only under the subject's consent. */
  publicity: z.enum(['public', 'authorized']),
  retentionMonths: z.number().int().nullable(),
  /** Whether a score model may use it. */
  scorable: z.boolean(),
  fields: z.array(z.object({ name: z.string(), title: z.string(), required: z.boolean() })),
})
export type CatalogItemView = z.infer<typeof CatalogItemView>

/** A published record of an organisation. Nothing in it is about a natural person. */
export const PublicationView = z.object({
  recordId: idOf('rec'),
  kind: z.string(),
  kindTitle: z.string(),
  itemTitle: z.string(),
  uscc: z.string(),
  name: z.string(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  office: z.string(),
  district: z.string().nullable(),
  decidedOn: Day,
  /** First day shown. */
  startsOn: Day,
  /** First day no longer shown; null: until the office takes it off. */
  endsOn: Day.nullable(),
  /** The rule that set the end, and whether its text was checked against the official one. */
  rule: z.object({ id: z.string(), title: z.string(), className: z.string(), sourceRef: z.string(), verified: z.boolean() }),
  list: z.enum(['red', 'black']).nullable(),
  /** The firm objects to the record and the answer is due (异议处理中): whoever reads it reads that too. */
  underObjection: z.boolean(),
  fields: z.array(z.object({ name: z.string(), title: z.string(), value: z.string() })),
})
export type PublicationView = z.infer<typeof PublicationView>

export const OrganizationHit = z.object({ uscc: z.string(), name: z.string(), type: z.string().nullable(), district: z.string().nullable(), registeredOn: Day.nullable() })
export type OrganizationHit = z.infer<typeof OrganizationHit>

const Uscc = z.string().regex(/^[0-9A-HJ-NP-RTUW-Y]{18}$/, '统一社会信用代码应为 18 位')

/** A firm's public page. The representative is a person and is not on it. */
export const OrganizationPage = z.object({
  uscc: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  status: z.string(),
  registeredOn: Day.nullable(),
  capital: z.string().nullable(),
  industry: z.string().nullable(),
  district: z.string().nullable(),
  /** Hidden for a 个体工商户: it may be somebody's home. */
  address: z.string().nullable(),
  businessScope: z.string().nullable(),
  lists: z.array(z.enum(['red', 'black'])),
  /** Records shown today, per kind. */
  kinds: z.array(z.object({ kind: z.string(), kindTitle: z.string(), count: z.number().int() })),
  records: pageOf(PublicationView),
})
export type OrganizationPage = z.infer<typeof OrganizationPage>

const filters = {
  kind: z.string().max(40).optional(),
  office: z.string().max(200).optional(),
  district: z.string().max(50).optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Two characters or more of the firm's name, the document number or the matter. */
  keyword: z.string().trim().min(2, '请至少输入两个字').max(60).optional(),
}

export const ConsolePublication = PublicationView.extend({
  status: z.enum(['shown', 'ended', 'withheld']),
  /** Why it is not shown. */
  reason: z.string().nullable(),
  /** What the rule set in force today would say, where it says something else. */
  other: z.object({ ruleId: z.string(), endsOn: Day.nullable() }).nullable(),
  /** From which day the subject may ask for an earlier end. */
  repairableOn: Day.nullable(),
})
export type ConsolePublication = z.infer<typeof ConsolePublication>

/** A record taken off the display, or put right and shown anew; the reason in standard words. */
export const PublicationWithdrawal = z.object({ recordId: idOf('rec'), itemTitle: z.string(), outcome: z.enum(['withdrawn', 'corrected']), uscc: z.string(), name: z.string(), documentNumber: z.string().nullable(), office: z.string(), decidedOn: Day, withdrawnOn: Day, reason: z.string() })
export type PublicationWithdrawal = z.infer<typeof PublicationWithdrawal>

export const publicationEndpoints = {
  'GET /catalog': { summary: '公共信用信息目录', response: z.object({ version: z.string(), title: z.string(), items: z.array(CatalogItemView) }) },
  'GET /organizations': {
    summary: 'Search organisations by name, two characters of it or more, or USCC',
    query: Cursor.extend({ search: z.string().trim().min(2, '请至少输入两个字').max(100) }),
    response: pageOf(OrganizationHit),
  },
  'GET /organizations/{uscc}': { summary: "A firm's public page", params: z.object({ uscc: Uscc }), response: OrganizationPage },
  'GET /publications': { summary: 'Published records of organisations (双公示 and other acts)', query: Cursor.extend({ ...filters, uscc: Uscc.optional() }), response: pageOf(PublicationView) },
  'GET /publication-withdrawals': {
    summary: 'Records of organisations withdrawn from publication or put right in the last year, with the reason (for penalties 行政处罚法第四十八条): whoever keeps a copy drops the older version',
    response: z.object({ items: z.array(PublicationWithdrawal) }),
  },
  'GET /publication-filters': {
    summary: 'What the lists can be filtered by: kinds, offices, districts',
    response: z.object({ kinds: z.array(z.object({ kind: z.string(), title: z.string() })), offices: z.array(z.string()), districts: z.array(z.string()) }),
  },
  'GET /lists/{colour}': {
    summary: 'Red or black list 红黑名单; who is on the black list is never on the red',
    params: z.object({ colour: z.enum(['red', 'black']) }),
    query: Cursor.extend({ keyword: filters.keyword }),
    response: pageOf(PublicationView),
  },
  'GET /console/publications': {
    summary: 'Publication of records: shown, ended and withheld, with the rule behind each',
    query: Cursor.extend({ ...filters, status: z.enum(['shown', 'ended', 'withheld']).optional() }),
    response: pageOf(ConsolePublication),
  },
} as const satisfies Record<string, EndpointShape>
