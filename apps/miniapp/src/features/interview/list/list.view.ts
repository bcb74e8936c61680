import type { Api } from '@xinhui/contract'
import type { Fact } from '../../../components/facts'
import type { Tone } from '../../../components/tag'
import { day, moment } from '../../../lib/format'

export type Interview = Api['GET /firms/{firmId}/interviews']['response']['items'][number]

const STATUS: Readonly<Record<Interview['status'], { status: string; tone: Tone }>> = {
  notified: { status: '待约谈', tone: 'amber' },
  held: { status: '已约谈', tone: 'neutral' },
  appealed: { status: '申诉中', tone: 'amber' },
  upheld: { status: '申诉未支持', tone: 'neutral' },
  revoked: { status: '结果已撤销', tone: 'green' },
  cancelled: { status: '已取消', tone: 'neutral' },
}

export interface InterviewRow {
  key: string
  status: string
  tone: Tone
  facts: readonly Fact[]
  /** What the firm may say now, in which words it is asked. */
  may: { act: 'statement' | 'appeal'; label: string; note: string } | undefined
}

const said = (name: string, words: string | null, at: string | null): Fact[] => (words === null ? [] : [{ name, value: at === null ? words : `${words}（${moment(at)}）` }])

function mayOf({ status, statedAt, mayAppeal, appealUntil, appealProvisional }: Interview): InterviewRow['may'] {
  if (status === 'notified' && statedAt === null) return { act: 'statement', label: '情况说明', note: '可以在约谈前先书面说明' }
  if (mayAppeal && appealUntil !== null) return { act: 'appeal', label: '申诉理由', note: `不认可结果的，${day(appealUntil)}前${appealProvisional ? '（暂估）' : ''}可以申诉，由没有参加约谈的人处理` }
  return undefined
}

export const interviewRow = (one: Interview): InterviewRow => ({
  key: one.interviewId,
  ...STATUS[one.status],
  facts: [
    { name: '时间', value: moment(one.appointedAt) },
    { name: '地点', value: one.place },
    { name: '事由', value: one.reason },
    ...said('我的说明', one.statement, one.statedAt),
    ...said('结果', one.result, one.heldAt),
    ...said('我的申诉', one.appeal, one.appealedAt),
    ...said(one.status === 'cancelled' ? '取消原因' : '申诉处理', one.decision, one.decidedAt),
  ],
  may: mayOf(one),
})
