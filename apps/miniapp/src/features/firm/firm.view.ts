import type { Api } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import { day, until } from '../../lib/format'

export type Agency = Api['GET /me/firms']['response']['items'][number]
export type Agent = Api['GET /firms/{firmId}/agents']['response']['items'][number]
export type Right = Agency['rights'][number]

export const RIGHTS: Readonly<Record<Right, string>> = { file: '看档案和评价', consent: '管理授权', objection: '提出异议', repair: '申请信用修复', perk: '领取和使用权益', merchant: '办理商户入驻', financing: '申请贷款' }

export const roleOf = ({ role }: Pick<Agency, 'role'>): string => (role === 'representative' ? '法定代表人' : '经办人')

export const rightsOf = ({ role, rights }: Pick<Agency, 'role' | 'rights'>): string => (role === 'representative' ? '全部' : rights.map((right) => RIGHTS[right]).join('、'))

/** What a person may do for a firm, and how long. */
export const agencyFacts = (agency: Agency): readonly Fact[] => [
  { name: '信用代码', value: agency.uscc },
  { name: '可以办理', value: rightsOf(agency) },
  { name: '期限', value: agency.expiresAt === null ? '任职期间' : `到${until(agency.expiresAt)}` },
]

export const agentFacts = (agent: Agent): readonly Fact[] => [
  { name: '证件号码', value: agent.maskedIdNumber },
  { name: '可以办理', value: rightsOf(agent) },
  { name: '期限', value: agent.expiresAt === null ? '任职期间' : `到${until(agent.expiresAt)}` },
]

export type OpenCode = Api['GET /firms/{firmId}/agent-codes']['response']['items'][number]
export type MadeCode = Api['POST /firms/{firmId}/agent-codes']['response']
export type Offer = Api['POST /me/firms/code-offer']['response']

const rightsInWords = (rights: readonly Right[]) => rights.map((right) => RIGHTS[right]).join('、')

/** What an open code leads to, and until when it works. */
export const codeFacts = (code: OpenCode): readonly Fact[] => [
  { name: '可以办理', value: rightsInWords(code.rights) },
  { name: '代办到', value: day(code.until) },
  { name: '码有效到', value: until(code.expiresAt) },
]

/** What somebody who holds a code is offered. */
export const offerFacts = (offer: Offer): readonly Fact[] => [
  { name: '信用代码', value: offer.uscc },
  { name: '可以办理', value: rightsInWords(offer.rights) },
  { name: '代办到', value: day(offer.until) },
]

const CODE_LENGTH = 8

/** What a QR code of an invitation begins with; whatever else is scanned is none. */
const CODE_PREFIX = 'XH-AGENT:'

/** `XH-AGENT:ABCD-EFGH`, `abcd efgh` → `ABCD-EFGH`; what is not a code stays as it is, for the reader to see. */
export function readCode(text: string): string {
  const plain = text.trim().toUpperCase().replace(CODE_PREFIX, '').replace(/[^0-9A-Z]/g, '')
  return plain.length === CODE_LENGTH ? `${plain.slice(0, CODE_LENGTH / 2)}-${plain.slice(CODE_LENGTH / 2)}` : text.trim()
}

/** Worth asking for. */
export const isCode = (text: string): boolean => /^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(readCode(text))
