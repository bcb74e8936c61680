import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { findStaffByUsername } from '../identity/staff.store'
import { deletePost, upsertPost } from './officer.store'

/** Puts a reviewer into an office; an empty office takes them out. NOT_FOUND, VALIDATION for somebody who reviews nothing. */
export async function placeOfficer({ ctx: outer, input }: { ctx: Ctx; input: { username: string; office: string; lead: boolean } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const staff = await findStaffByUsername(ctx.db, input.username.toLowerCase())
    if (!staff) throw new DomainError('NOT_FOUND', { detail: '没有这个用户' })
    if (!staff.roles.includes('reviewer')) throw new DomainError('VALIDATION', { detail: '只有审核员可以分到部门', errors: [{ field: 'username', message: '只有审核员可以分到部门' }] })
    if (input.office === '') await deletePost(ctx.db, staff.id)
    else await upsertPost(ctx.db, { staffId: staff.id, office: input.office, isLead: input.lead })
    await writeAudit(ctx, { action: 'repair.officer', entity: 'staff', entityId: staff.id, detail: { office: input.office, lead: input.lead } })
  })
}
