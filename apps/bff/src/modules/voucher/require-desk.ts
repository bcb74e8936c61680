import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { type Desk, findDeskOfStore, findDeskPost } from '../merchant/merchant.store'
import { isOnSeriousList } from '../record/serious-list.store'
import { findLivingTill } from '../till/till.store'

/** Who stands at a desk: exactly one of account (with the person whose post it is) and till is set. */
export interface DeskCaller {
  accountId: string | null
  subjectId: string | null
  tillClientId: string | null
}

/** The caller as a redemption names them. Throws NOT_FOUND for whoever can hold no desk. */
export function deskCaller({ actor }: Ctx): DeskCaller {
  if (actor.kind === 'account') return { accountId: actor.accountId, subjectId: actor.subjectId, tillClientId: null }
  if (actor.kind === 'till') return { accountId: null, subjectId: null, tillClientId: actor.clientId }
  throw new DomainError('NOT_FOUND')
}

async function findTillDesk(ctx: Ctx, clientId: string, storeId: string): Promise<Desk | undefined> {
  const till = await findLivingTill(ctx.db, clientId)
  return till?.storeId === storeId ? findDeskOfStore(ctx.db, storeId) : undefined
}

/** The store as the caller's living post, or till, reaches it. Without one the store does not exist for them: NOT_FOUND. */
export async function requireDesk(ctx: Ctx, storeId: string): Promise<Desk & DeskCaller> {
  const caller = deskCaller(ctx)
  const desk = caller.tillClientId !== null ? await findTillDesk(ctx, caller.tillClientId, storeId) : caller.subjectId !== null ? await findDeskPost(ctx.db, caller.subjectId, storeId) : undefined
  if (!desk) throw new DomainError('NOT_FOUND')
  return { ...desk, ...caller }
}

/** A suspended merchant, or one on a serious list (rule 6), redeems nothing. Throws MERCHANT_SUSPENDED, or CONFLICT for a closed store. */
export async function requireDeskOpen(ctx: Ctx, desk: Desk): Promise<void> {
  if (desk.merchantStatus !== 'active' || (await isOnSeriousList(ctx.db, desk.merchantSubjectId, dayInShanghai(ctx.now.getTime())))) {
    throw new DomainError('MERCHANT_SUSPENDED', { detail: '本店已暂停合作，暂不能核销' })
  }
  if (desk.storeStatus !== 'open') throw new DomainError('CONFLICT', { detail: '本门店已停业，不能核销' })
}
