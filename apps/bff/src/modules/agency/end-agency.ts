import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { findSubject } from '../subject/subject.store'
import { type AgencyRow, endAgenciesOfPerson, endFirmAgency, endOwnAgency } from './agency.store'

const audit = (ctx: Ctx, row: AgencyRow) => writeAudit(ctx, { action: 'agency.end', entity: 'agency', entityId: row.id, detail: { firmId: row.firmId, personId: row.personId, role: row.role } })

/** One leaves a firm or declines an invitation; access ends with the commit. NOT_FOUND when it is not theirs or has ended. */
export async function leaveFirm({ ctx: outer, input }: { ctx: Ctx; input: { personId: string; agencyId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const person = await findSubject(ctx.db, input.personId)
    const [ended] = await endOwnAgency(ctx.db, { id: input.agencyId, personId: input.personId, inviteeBlind: person?.idNumberBlind ?? '', now: ctx.now })
    if (!ended) throw new DomainError('NOT_FOUND')
    await audit(ctx, ended)
  })
}

/** The representative removes an agent or takes an invitation back; access ends with the commit. NOT_FOUND. */
export async function removeAgent({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; agencyId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const [ended] = await endFirmAgency(ctx.db, { id: input.agencyId, firmId: input.firmId, role: 'agent', now: ctx.now })
    if (!ended) throw new DomainError('NOT_FOUND')
    await audit(ctx, ended)
  })
}

/** Somebody closes their account: they act for nobody any more. */
export async function endAgenciesOf(ctx: Ctx, personId: string): Promise<void> {
  for (const row of await endAgenciesOfPerson(ctx.db, personId, ctx.now)) await audit(ctx, row)
}
