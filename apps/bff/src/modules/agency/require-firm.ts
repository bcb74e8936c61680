import type { FirmRight } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import { type AgencyRow, findLivingAgency } from './agency.store'

/** The caller's living agency at this firm with this right, or one of these. NOT_FOUND for a firm they do not act for, FORBIDDEN without the right. */
export async function requireFirm(ctx: Ctx, firmId: string, right: FirmRight | readonly FirmRight[] | 'representative'): Promise<AgencyRow> {
  const row = await findLivingAgency(ctx.db, { firmId, personId: callerSubject(ctx), now: ctx.now })
  if (!row) throw new DomainError('NOT_FOUND')
  if (row.role === 'representative') return row
  if (right === 'representative') throw new DomainError('FORBIDDEN', { detail: '只有法定代表人可以办理' })
  const oneOf = typeof right === 'string' ? [right] : right
  if (!oneOf.some((one) => row.rights.includes(one))) throw new DomainError('FORBIDDEN', { detail: '法定代表人没有给您这项权限' })
  return row
}
