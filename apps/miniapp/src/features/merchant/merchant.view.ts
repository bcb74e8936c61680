import type { Api, ApplicationInput, MerchantHome, MerchantPostRole, StoreInput } from '@xinhui/contract'
import type { Fact } from '../../components/facts'
import type { TimelineItem } from '../../components/timeline'
import type { Tone } from '../../components/tag'
import { clock, day, moment } from '../../lib/format'

export type Staff = Api['GET /desk/merchants/{merchantId}/staff']['response']
export type Member = Staff['items'][number]
export type Application = NonNullable<Api['GET /firms/{firmId}/merchant-application']['response']['application']>
export type Agreement = Api['GET /desk/merchants/{merchantId}/agreement']['response']['current']

export const ROLES: Readonly<Record<MerchantPostRole, string>> = { owner: '店主', manager: '店长', clerk: '店员' }
export const ROLE_NOTES: Readonly<Record<MerchantPostRole, string>> = { owner: '全部权限，可签协议', manager: '管所有门店和店员', clerk: '在一家门店核销' }

/** How the merchant stands, in one line; nothing to say while all is well. */
export function standingWords({ status, suspensions }: Pick<MerchantHome, 'status' | 'suspensions'>): { title: string; note: string } | undefined {
  if (status !== 'suspended') return undefined
  const listed = suspensions.some((s) => s.cause === 'serious-list')
  return {
    title: `合作已暂停：${suspensions.map((s) => s.reasonTitle).join('、') || '由主管部门暂停'}`,
    note: listed ? '暂停期间不能领取和核销，移出名单后自动恢复' : '暂停期间不能领取和核销，顾客的券不计时',
  }
}

export function agreementWords({ state, validUntil, daysLeft }: Agreement): { words: string; tone: Tone } {
  switch (state) {
    case 'outside':
      return { words: '线下签署', tone: 'neutral' }
    case 'running':
      return { words: `到 ${day(validUntil ?? '')}`, tone: 'green' }
    case 'ending':
      return { words: `还有 ${daysLeft ?? 0} 天到期`, tone: 'amber' }
    case 'over':
      return { words: '已到期，停止发券', tone: 'red' }
  }
}

export const agreementFacts = (agreement: Agreement): Fact[] => [
  { name: '状态', value: agreementWords(agreement).words },
  ...(agreement.validUntil === null ? [] : [{ name: '有效期至', value: day(agreement.validUntil) }]),
  ...(agreement.signedAt === null ? [] : [{ name: '签署时间', value: moment(agreement.signedAt) }]),
]

/** 剩 12 / 100，快发完时提醒。 */
export function stockWords({ left, quotaTotal, status }: MerchantHome['perks'][number]): { words: string; tone: Tone } {
  if (status === 'paused') return { words: `已暂停，剩 ${left}`, tone: 'neutral' }
  if (left === 0) return { words: '已领完', tone: 'red' }
  return { words: `剩 ${left} / ${quotaTotal}`, tone: left * 4 <= quotaTotal ? 'amber' : 'neutral' }
}

export const memberFacts = (member: Member): Fact[] => [
  { name: '岗位', value: member.storeName === null ? `${ROLES[member.role]}，所有门店` : `${ROLES[member.role]}，${member.storeName}` },
  { name: '上岗时间', value: moment(member.since) },
]

export const inviteUntil = (expiresAt: string): string => `${clock(expiresAt)} 前有效，只能用一次`

export interface StoreForm {
  name: string
  address: string
  hours: string
  longitude: string
  latitude: string
}

export const EMPTY_STORE: StoreForm = { name: '', address: '', hours: '', longitude: '', latitude: '' }

const degrees = (e6: number): string => (e6 / 1_000_000).toFixed(6)
export const storeForm = (store: StoreInput): StoreForm => ({ name: store.name, address: store.address, hours: store.hours, longitude: degrees(store.longitudeE6), latitude: degrees(store.latitudeE6) })

/** 118.512345 → 118512345; nothing for what is no number of degrees. */
function e6(text: string): number | undefined {
  const trimmed = text.trim()
  return /^\d{1,3}(\.\d{1,8})?$/.test(trimmed) ? Math.round(Number(trimmed) * 1_000_000) : undefined
}

/** The form as the server takes it, or what is wrong with each field. The limits are the contract's. */
export function readStore(form: StoreForm): { store: StoreInput } | { errors: Partial<Record<keyof StoreForm, string>> } {
  const errors: Partial<Record<keyof StoreForm, string>> = {}
  const [longitudeE6, latitudeE6] = [e6(form.longitude), e6(form.latitude)]
  if (form.name.trim().length < 2) errors.name = '请填写门店名称'
  if (form.address.trim().length < 4) errors.address = '请填写门店地址'
  if (form.hours.trim().length < 2) errors.hours = '请填写营业时间'
  if (longitudeE6 === undefined || longitudeE6 < 73_000_000 || longitudeE6 > 136_000_000) errors.longitude = '经度应在 73 到 136 之间'
  if (latitudeE6 === undefined || latitudeE6 < 3_000_000 || latitudeE6 > 54_000_000) errors.latitude = '纬度应在 3 到 54 之间'
  if (Object.keys(errors).length > 0 || longitudeE6 === undefined || latitudeE6 === undefined) return { errors }
  return { store: { name: form.name.trim(), address: form.address.trim(), hours: form.hours.trim(), longitudeE6, latitudeE6 } }
}

/** Where a point lies among others, each 0 … 100 from the left and the top; a lone one in the middle. */
export function sketch(points: readonly { longitudeE6: number; latitudeE6: number }[]): { left: number; top: number }[] {
  const spread = (values: readonly number[]) => ({ low: Math.min(...values), span: Math.max(...values) - Math.min(...values) })
  const x = spread(points.map((p) => p.longitudeE6))
  const y = spread(points.map((p) => p.latitudeE6))
  const at = (value: number, { low, span }: { low: number; span: number }) => (span === 0 ? 50 : 8 + (84 * (value - low)) / span)
  return points.map((p) => ({ left: at(p.longitudeE6, x), top: 100 - at(p.latitudeE6, y) }))
}

export const EMPTY_APPLICATION: ApplicationInput = { name: '', industry: '', contactName: '', contactPhone: '', stores: [] }

export const mayEdit = (status: Application['status'] | undefined): boolean => status === undefined || status === 'draft' || status === 'returned' || status === 'refused'

const STEPS: Readonly<Record<Application['status'], { title: string; note?: string }>> = {
  draft: { title: '填写中' },
  submitted: { title: '审核中', note: '审核结果会通知您' },
  returned: { title: '需要补正', note: '要补正的已一次列明，改好后重新提交' },
  approved: { title: '已入驻' },
  refused: { title: '未通过', note: '可以修改后重新申请' },
}

export function applicationSteps(application: Application): TimelineItem[] {
  const { status, createdAt, submittedAt, decidedAt, refusalReason } = application
  const decided = status === 'approved' || status === 'refused'
  return [
    { title: '填写', at: moment(createdAt), state: status === 'draft' ? 'now' : 'done' },
    { title: '提交', state: submittedAt === null ? 'ahead' : 'done', ...(submittedAt === null ? {} : { at: moment(submittedAt) }) },
    { title: status === 'draft' ? '审核' : STEPS[status].title, state: decided ? 'done' : submittedAt === null ? 'ahead' : 'now', note: refusalReason ?? STEPS[status].note ?? '', ...(decidedAt === null ? {} : { at: moment(decidedAt) }) },
  ]
}

export const CHECK_WORDS = { pass: { words: '通过', tone: 'green' }, fail: { words: '不符', tone: 'red' }, unknown: { words: '待人工核对', tone: 'amber' } } as const satisfies Record<string, { words: string; tone: Tone }>
