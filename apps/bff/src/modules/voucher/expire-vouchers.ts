import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { VOUCHER_EDGES } from './voucher.lifecycle'
import { lockOverdue, moveVoucher } from './voucher.store'

const BATCH = 200

/** Moves up to `limit` overdue vouchers to expired in the caller's transaction; nothing goes back to the quota. Answers how many. */
export async function expireOverdue(ctx: Ctx, by: { limit: number; perkId?: string; subjectId?: string }): Promise<number> {
  let moved = 0
  for (const id of await lockOverdue(ctx.db, { ...by, now: ctx.now })) {
    if (!(await moveVoucher(ctx.db, VOUCHER_EDGES.expire, id, ctx.now))) continue
    await writeAudit(ctx, { action: VOUCHER_EDGES.expire.event, entity: 'voucher', entityId: id })
    moved += 1
  }
  return moved
}

/** The sweep: one bounded batch in one transaction. Answers how many expired; when that is `limit`, there may be more. */
export function expireVouchers({ ctx, input }: { ctx: Ctx; input: { limit?: number } }): Promise<number> {
  return inTransaction(ctx, (tx) => expireOverdue(tx, { limit: input.limit ?? BATCH }))
}
