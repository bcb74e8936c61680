import type { Api } from '@xinhui/contract'
import type { Fact } from '../../../components/facts'
import type { Tone } from '../../../components/tag'
import { day, moment } from '../../../lib/format'

export type Objection = Api['GET /me/objections']['response']['items'][number]

export interface ObjectionRow {
  key: string
  title: string
  status: string
  tone: Tone
  facts: readonly Fact[]
  /** What was answered; undefined while it is under review. */
  answer: string | undefined
}

const STATUS: Readonly<Record<Objection['status'], { status: string; tone: Tone }>> = {
  open: { status: '处理中', tone: 'amber' },
  upheld: { status: '维持原记录', tone: 'neutral' },
  corrected: { status: '已更正', tone: 'green' },
  withdrawn: { status: '已撤销', tone: 'green' },
}

export const objectionRow = ({ objectionId, itemTitle, sourceOffice, decidedOn, reason, status, filedAt, forwardedAt, forwardedTo, clock, answer, answeredAt }: Objection): ObjectionRow => ({
  key: objectionId,
  title: itemTitle,
  ...STATUS[status],
  facts: [
    ...(sourceOffice === null ? [] : [{ name: '来源', value: sourceOffice }]),
    ...(decidedOn === null ? [] : [{ name: '认定', value: day(decidedOn) }]),
    { name: '我的说明', value: reason },
    { name: '提交', value: moment(filedAt) },
    ...(forwardedAt === null ? [] : [{ name: '转交', value: `${forwardedTo ?? ''}，${moment(forwardedAt)}` }]),
    ...(clock === null ? [] : [{ name: '最迟办结', value: `${day(clock.decideOn)}${clock.provisional ? '（暂估）' : ''}` }]),
    ...(answeredAt === null ? [] : [{ name: '答复', value: moment(answeredAt) }]),
  ],
  answer: answer ?? undefined,
})
