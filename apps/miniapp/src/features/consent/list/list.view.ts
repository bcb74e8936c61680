import type { Api } from '@xinhui/contract'
import type { Fact } from '../../../components/facts'
import type { Tone } from '../../../components/tag'
import { day, dayOf, moment } from '../../../lib/format'

export type Consent = Api['GET /me/consents']['response']['items'][number]
export type AccessLogEntry = Api['GET /me/access-log']['response']['items'][number]

export type TabCode = 'consents' | 'items' | 'log'
export const TABS: readonly { code: TabCode; title: string }[] = [
  { code: 'consents', title: '我的授权' },
  { code: 'items', title: '专项授权' },
  { code: 'log', title: '谁查过我' },
]
export const tabOf = (code: string | undefined): TabCode => (code === 'log' || code === 'items' ? code : 'consents')

export interface ConsentRow {
  consentId: string
  title: string
  status: string
  tone: Tone
  facts: readonly Fact[]
  mayWithdraw: boolean
  /** Said before withdrawing. */
  consequences: readonly string[]
}

const STATUS: Readonly<Record<Consent['status'], { status: string; tone: Tone }>> = {
  living: { status: '生效中', tone: 'accent' },
  withdrawn: { status: '已撤回', tone: 'neutral' },
  expired: { status: '已到期', tone: 'neutral' },
}

const consequencesOf = ({ purpose, receiver }: Consent): readonly string[] =>
  purpose === 'score'
    ? ['信用分立即关闭，分数和明细删除', '已经领到的券还能用', '以后可以重新开通']
    : [`${receiver}从现在起不再使用这些信息`, '之前依法已办的事不受影响', '以后可以重新授权']

export function consentRow(consent: Consent): ConsentRow {
  const { consentId, purposeTitle, receiver, fields, grantedAt, expiresAt, withdrawnAt, status } = consent
  return {
    consentId,
    title: purposeTitle,
    ...STATUS[status],
    facts: [
      { name: '给谁', value: receiver },
      { name: '哪些信息', value: fields.join('；') },
      { name: '授权时间', value: moment(grantedAt) },
      withdrawnAt === null ? { name: '有效期', value: expiresAt === null ? '到您撤回为止' : `到${day(dayOf(expiresAt))}` } : { name: '撤回时间', value: moment(withdrawnAt) },
    ],
    mayWithdraw: status === 'living',
    consequences: consequencesOf(consent),
  }
}

/** Living ones first, each group as it came (newest first). */
export const consentRows = (consents: readonly Consent[]): readonly ConsentRow[] =>
  [...consents.filter(({ status }) => status === 'living'), ...consents.filter(({ status }) => status !== 'living')].map(consentRow)

export interface LogRow {
  key: string
  viewer: string
  at: string
  facts: readonly Fact[]
}

export const logRows = (entries: readonly AccessLogEntry[]): readonly LogRow[] =>
  entries.map(({ at, viewer, purpose, basis, fields }, index) => ({
    key: `${index} ${at}`,
    viewer,
    at: moment(at),
    facts: [
      { name: '为了什么', value: purpose },
      { name: '看了什么', value: fields.join('、') },
      { name: '依据', value: basis },
    ],
  }))
