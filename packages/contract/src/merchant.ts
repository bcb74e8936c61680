import { z } from 'zod'
import { Day, type EndpointShape, idOf, Instant } from './common'
import { MerchantPostRole } from './identity'

/** Degrees × 1 000 000, GCJ-02: inside China's bounding box. */
const LongitudeE6 = z.number().int().min(73_000_000, '经度应在 73 到 136 之间').max(136_000_000, '经度应在 73 到 136 之间')
const LatitudeE6 = z.number().int().min(3_000_000, '纬度应在 3 到 54 之间').max(54_000_000, '纬度应在 3 到 54 之间')

/** A store 门店 as its merchant writes it down. */
export const StoreInput = z.object({
  name: z.string().trim().min(2, '请填写门店名称').max(60, '门店名称最多 60 个字'),
  address: z.string().trim().min(4, '请填写门店地址').max(120, '门店地址最多 120 个字'),
  longitudeE6: LongitudeE6,
  latitudeE6: LatitudeE6,
  /** As people read it: 08:00–22:00, 周一店休. */
  hours: z.string().trim().min(2, '请填写营业时间').max(60, '营业时间最多 60 个字'),
})
export type StoreInput = z.infer<typeof StoreInput>

export const MerchantStore = z.object({
  storeId: idOf('sto'),
  name: z.string(),
  address: z.string(),
  longitudeE6: z.number().int(),
  latitudeE6: z.number().int(),
  hours: z.string(),
  status: z.enum(['open', 'closed']),
})
export type MerchantStore = z.infer<typeof MerchantStore>

/** One of the merchant's own people 店员, masked. */
export const StaffMember = z.object({
  postId: idOf('pos'),
  maskedName: z.string(),
  role: MerchantPostRole,
  /** A clerk's store; null for owners and managers, who stand at all of them. */
  storeName: z.string().nullable(),
  since: Instant,
  /** The reader themself. */
  isMe: z.boolean(),
  /** Whether the reader may end this post. */
  mayEnd: z.boolean(),
})
export type StaffMember = z.infer<typeof StaffMember>

/** An invitation nobody has taken up yet. The code itself is told once, to whoever made it. */
export const StaffInvitation = z.object({
  invitationId: idOf('miv'),
  role: MerchantPostRole,
  storeName: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
})
export type StaffInvitation = z.infer<typeof StaffInvitation>

/** `code` is what is typed (8 characters in two groups), `qrText` what the QR says. */
export const NewStaffInvitation = StaffInvitation.extend({ code: z.string(), qrText: z.string() })
export type NewStaffInvitation = z.infer<typeof NewStaffInvitation>

/** What the invited person reads before they confirm. */
export const InvitationOffer = z.object({ merchantName: z.string(), role: MerchantPostRole, storeName: z.string().nullable(), expiresAt: Instant })
export type InvitationOffer = z.infer<typeof InvitationOffer>

export const PostEnding = z.enum(['left', 'phone-lost'])
export type PostEnding = z.infer<typeof PostEnding>

/** Why an officer suspends a merchant 暂停. `serious-list` is the system's own: it comes and goes with the entry. */
export const SuspensionReason = z.enum(['complaint', 'quality', 'fraud', 'licence', 'request', 'other'])
export type SuspensionReason = z.infer<typeof SuspensionReason>
/** Why a merchant's partnership ends 终止. */
export const TerminationReason = z.enum(['agreement', 'request', 'quality', 'fraud', 'licence', 'other'])
export type TerminationReason = z.infer<typeof TerminationReason>

export const Suspension = z.object({ cause: z.enum(['serious-list', 'office']), reason: z.enum(['serious-list', ...SuspensionReason.options]), reasonTitle: z.string(), note: z.string().nullable(), startedAt: Instant })
export type Suspension = z.infer<typeof Suspension>

/** Where a merchant's agreement 合作协议 stands. `outside`: it was signed before this system, no end is known here. */
export const AgreementState = z.object({
  state: z.enum(['outside', 'running', 'ending', 'over']),
  textVersion: z.string().nullable(),
  signedAt: Instant.nullable(),
  validUntil: Day.nullable(),
  daysLeft: z.number().int().nullable(),
  mayRenew: z.boolean(),
})
export type AgreementState = z.infer<typeof AgreementState>

/** A merchant's day 商户工作台首页, as far as the reader's post reaches: a clerk counts their own store. */
export const MerchantHome = z.object({
  merchantId: idOf('mer'),
  merchantName: z.string(),
  status: z.enum(['active', 'suspended', 'terminated']),
  suspensions: z.array(Suspension),
  role: MerchantPostRole,
  today: z.object({ day: Day, redeemed: z.number().int(), reversed: z.number().int() }),
  /** What is left of each perk that is offered now. */
  perks: z.array(z.object({ perkId: idOf('prk'), title: z.string(), status: z.string(), quotaTotal: z.number().int(), left: z.number().int() })),
  storeCount: z.number().int(),
  staffCount: z.number().int(),
  /** For owners and managers. */
  agreement: AgreementState.nullable(),
})
export type MerchantHome = z.infer<typeof MerchantHome>

/** What is living at a merchant now: vouchers still to use and their holders, and orders 免押订单 not yet taken, in use, and being wound up. */
export const ConsoleTermination = z.object({
  vouchers: z.number().int(),
  people: z.number().int(),
  perks: z.number().int(),
  stores: z.number().int(),
  posts: z.number().int(),
  ordersReserved: z.number().int(),
  ordersInUse: z.number().int(),
  ordersWindingUp: z.number().int(),
})
export type ConsoleTermination = z.infer<typeof ConsoleTermination>

const Note = z.string().trim().max(200, '说明最多 200 个字').optional()

const merchant = z.object({ merchantId: idOf('mer') })
const store = merchant.extend({ storeId: idOf('sto') })
const InvitationCode = z.object({ code: z.string().trim().min(8, '邀请码为 8 位').max(40) })

export const merchantEndpoints = {
  'GET /desk/merchants/{merchantId}': { summary: 'My merchant today (商户工作台)', params: merchant, response: MerchantHome },
  'GET /desk/merchants/{merchantId}/stores': { summary: 'Stores of my merchant (门店)', params: merchant, response: z.object({ items: z.array(MerchantStore), mayEdit: z.boolean() }) },
  'POST /desk/merchants/{merchantId}/stores': { summary: 'Add a store (owner, manager)', params: merchant, body: StoreInput, response: MerchantStore, status: 201 },
  'PUT /desk/merchants/{merchantId}/stores/{storeId}': { summary: 'Change a store (owner, manager)', params: store, body: StoreInput, response: MerchantStore },
  'POST /desk/merchants/{merchantId}/stores/{storeId}/closure': { summary: 'Close a store: its clerks’ posts end (owner, manager)', params: store, response: MerchantStore },
  'POST /desk/merchants/{merchantId}/stores/{storeId}/reopening': { summary: 'Open a closed store again (owner, manager)', params: store, response: MerchantStore },
  'GET /desk/merchants/{merchantId}/staff': {
    summary: 'People of my merchant and open invitations (owner, manager)',
    params: merchant,
    response: z.object({ items: z.array(StaffMember), invitations: z.array(StaffInvitation), mayInvite: z.array(MerchantPostRole) }),
  },
  'POST /desk/merchants/{merchantId}/invitations': {
    summary: 'Invite somebody by a one-time code (邀请店员)',
    params: merchant,
    body: z.object({ role: MerchantPostRole, storeId: idOf('sto').nullable() }),
    response: NewStaffInvitation,
    status: 201,
  },
  'DELETE /desk/merchants/{merchantId}/invitations/{invitationId}': { summary: 'Take an open invitation back', params: merchant.extend({ invitationId: idOf('miv') }), status: 204 },
  'POST /desk/merchants/{merchantId}/posts/{postId}/end': {
    summary: 'End a post at once: somebody left, or their phone is lost (停用岗位)',
    params: merchant.extend({ postId: idOf('pos') }),
    body: z.object({ reason: PostEnding }),
    status: 204,
  },
  'POST /merchant-invitations/preview': { summary: 'Read what an invitation code offers', body: InvitationCode, response: InvitationOffer },
  'POST /merchant-invitations/acceptance': { summary: 'Take up a post by its invitation code (确认上岗)', body: InvitationCode, response: InvitationOffer, status: 201 },
  'POST /console/merchants/{merchantId}/suspension': {
    summary: 'Suspend a merchant with a reason (暂停): nothing is issued or redeemed, vouchers wait',
    params: merchant,
    body: z.object({ reason: SuspensionReason, note: Note }),
    status: 204,
  },
  'POST /console/merchants/{merchantId}/resumption': { summary: 'Lift the office’s suspension (恢复): vouchers get the time back', params: merchant, status: 204 },
  'POST /console/merchants/{merchantId}/termination': {
    summary: 'End the partnership (终止): perks end, vouchers still to use are cancelled, holders are told',
    params: merchant,
    body: z.object({ reason: TerminationReason, note: Note }),
    status: 204,
  },
  'GET /console/merchants/{merchantId}/termination': { summary: 'What a termination would end, before it is done', params: merchant, response: ConsoleTermination },
  'POST /console/merchants/{merchantId}/invitations': {
    summary: 'Invite somebody by a one-time code from the console: the owner of a merchant admitted from paper',
    params: merchant,
    body: z.object({ role: MerchantPostRole, storeId: idOf('sto').nullable() }),
    response: NewStaffInvitation,
    status: 201,
  },
  'DELETE /console/merchants/{merchantId}/invitations/{invitationId}': { summary: 'Take an open invitation back', params: merchant.extend({ invitationId: idOf('miv') }), status: 204 },
  'POST /console/merchants/{merchantId}/posts/{postId}/end': { summary: 'End a post at once (停用岗位)', params: merchant.extend({ postId: idOf('pos') }), body: z.object({ reason: PostEnding }), status: 204 },
  'POST /console/merchants/{merchantId}/stores': { summary: 'Add a store', params: merchant, body: StoreInput, response: MerchantStore, status: 201 },
  'PUT /console/merchants/{merchantId}/stores/{storeId}': { summary: 'Change a store', params: store, body: StoreInput, response: MerchantStore },
  'POST /console/merchants/{merchantId}/stores/{storeId}/closure': { summary: 'Close a store: its clerks’ posts end', params: store, response: MerchantStore },
  'POST /console/merchants/{merchantId}/stores/{storeId}/reopening': { summary: 'Open a closed store again', params: store, response: MerchantStore },
} as const satisfies Record<string, EndpointShape>
