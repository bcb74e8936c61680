import type { Tone } from '../../app/states'
import type { Programme, ProgrammeDraft } from './queries'

export const kindTitles: Readonly<Record<ProgrammeDraft['kind'], string>> = { 'interest-subsidy': '贷款贴息', 'risk-compensation': '风险补偿' }

const STATUSES: Readonly<Record<Programme['status'], { title: string; tone: Tone }>> = { draft: { title: '草稿', tone: 'plain' }, published: { title: '已发布', tone: 'good' }, paused: { title: '已暂停', tone: 'wait' }, ended: { title: '已结束', tone: 'plain' } }

/** Its state; one that is published on a day it does not hold says so. */
export const statusOf = ({ status, isOpen }: Pick<Programme, 'status' | 'isOpen'>): { title: string; tone: Tone } => (status === 'published' && !isOpen ? { title: '不在受理期', tone: 'wait' } : STATUSES[status])

export const eventTitles: Readonly<Record<string, string>> = {
  'loan-programme.drafted': '起草',
  'loan-programme.changed': '修改',
  'loan-programme.published': '发布',
  'loan-programme.paused': '暂停',
  'loan-programme.ended': '结束',
  'loan-programme.attached': '加入产品',
  'loan-programme.confirmed': '确认产品',
  'loan-programme.detached': '移出产品',
}
