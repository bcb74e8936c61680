import type { Api } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import { until } from '../../lib/format'

export type Agency = Api['GET /me/firms']['response']['items'][number]
export type Agent = Api['GET /firms/{firmId}/agents']['response']['items'][number]
export type Right = Agency['rights'][number]

export const RIGHTS: Readonly<Record<Right, string>> = { file: '看档案和评价', consent: '管理授权', objection: '提出异议', perk: '领取和使用权益', merchant: '办理商户入驻' }

export const roleOf = ({ role }: Pick<Agency, 'role'>): string => (role === 'representative' ? '法定代表人' : '经办人')

export const rightsOf = ({ role, rights }: Pick<Agency, 'role' | 'rights'>): string => (role === 'representative' ? '全部' : rights.map((right) => RIGHTS[right]).join('、'))

/** What a person may do for a firm, and how long. */
export const agencyFacts = (agency: Agency): readonly Fact[] => [
  { name: '统一社会信用代码', value: agency.uscc },
  { name: '可以办理', value: rightsOf(agency) },
  { name: '期限', value: agency.expiresAt === null ? '任职期间' : `到${until(agency.expiresAt)}` },
]

export const agentFacts = (agent: Agent): readonly Fact[] => [
  { name: '证件号码', value: agent.maskedIdNumber },
  { name: '可以办理', value: rightsOf(agent) },
  { name: '期限', value: agent.expiresAt === null ? '任职期间' : `到${until(agent.expiresAt)}` },
]
