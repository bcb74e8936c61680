import type { ConsoleMerchantDetail, MerchantStore, StaffInvitation, StaffMember, Suspension } from '@xinhui/contract'
import { maskName } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { SEAL } from '../subject/seal-contexts'
import { findSubject } from '../subject/subject.store'
import type { AgreementRow } from './agreement.store'
import type { TimelineRow } from './console-merchants.store'
import { findStoreNames, type MerchantRow } from './merchant.store'
import { isBelow } from './merchant.rights'
import type { InvitationRow, PostRow } from './post.store'
import type { MerchantActor } from './require-post'
import { reasonTitle } from './reasons'
import type { SuspensionRow } from './standing.store'
import type { StoreRow } from './store.store'

export const presentOwnStore = (row: StoreRow): MerchantStore => ({ storeId: row.id, name: row.name, address: row.address, longitudeE6: row.longitudeE6, latitudeE6: row.latitudeE6, hours: row.hours, status: row.status })

const ORDER = ['owner', 'manager', 'clerk'] as const

/** The merchant's own people, masked even for the owner. */
export async function presentStaff(ctx: Ctx, by: MerchantActor, posts: readonly PostRow[]): Promise<StaffMember[]> {
  const stores = await findStoreNames(ctx.db, posts.flatMap((p) => p.storeId ?? []))
  const shown: StaffMember[] = []
  for (const post of posts) {
    const person = await findSubject(ctx.db, post.subjectId)
    shown.push({
      postId: post.id,
      maskedName: person?.nameSealed ? maskName(ctx.keys.sealer.open(person.nameSealed, SEAL.name)) : '',
      role: post.role,
      storeName: post.storeId === null ? null : (stores.get(post.storeId) ?? null),
      since: post.createdAt.toISOString(),
      isMe: post.id === by.postId,
      mayEnd: post.id === by.postId || isBelow(by.role, post.role),
    })
  }
  return shown.sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
}

export async function presentInvitations(ctx: Ctx, rows: readonly InvitationRow[]): Promise<StaffInvitation[]> {
  const stores = await findStoreNames(ctx.db, rows.flatMap((r) => r.storeId ?? []))
  return rows.map((row) => ({
    invitationId: row.id,
    role: row.role,
    storeName: row.storeId === null ? null : (stores.get(row.storeId) ?? null),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }))
}

export const presentSuspension = (row: SuspensionRow): Suspension => ({ cause: row.cause, reason: row.reason, reasonTitle: reasonTitle(row.reason), note: row.note, startedAt: row.startedAt.toISOString() })

export const presentTermination = (row: MerchantRow | undefined): ConsoleMerchantDetail['termination'] =>
  row?.terminatedAt ? { at: row.terminatedAt.toISOString(), reasonTitle: reasonTitle(row.terminationReason ?? 'other'), note: row.terminationNote } : null

const SIDES = { staff: 'office', account: 'merchant' } as const

const sideOf = (actor: string) => SIDES[actor.split(':')[0] as keyof typeof SIDES] ?? 'system'

export const presentTerm = ({ textVersion, validFrom, validUntil, signedAt, signedBy }: AgreementRow): ConsoleMerchantDetail['agreements'][number] => ({ textVersion, validFrom, validUntil, signedAt: signedAt.toISOString(), by: sideOf(signedBy) })

export const presentTimeline = ({ atMs, actor, action, detail }: TimelineRow): ConsoleMerchantDetail['timeline'][number] => ({
  at: new Date(Number(atMs)).toISOString(),
  action,
  by: sideOf(actor),
  reasonTitle: typeof detail['reason'] === 'string' && action.startsWith('merchant.') ? reasonTitle(detail['reason']) : null,
})
