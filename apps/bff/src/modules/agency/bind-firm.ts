import { checkUscc } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { SEAL } from '../subject/seal-contexts'
import { findOrganizationIds } from '../subject/organization.store'
import { findSubject } from '../subject/subject.store'
import { type AgencyRow, endBefore, findLivingAgency, insertAgency } from './agency.store'

/**
 * The legal representative 法定代表人 binds a firm: the registry says whether this person is the one, asked outside any
 * transaction. A representative before them ends at once. Binding a bound firm changes nothing. VALIDATION (GB 32100),
 * NOT_FOUND for a firm the city does not know, FORBIDDEN when the registry names somebody else, UPSTREAM.
 */
export async function bindFirm({ ctx: outer, input }: { ctx: Ctx; input: { personId: string; uscc: string } }): Promise<AgencyRow> {
  const checked = checkUscc(input.uscc)
  if (!checked.ok) throw new DomainError('VALIDATION', { detail: checked.message, errors: [{ field: 'uscc', message: checked.message }] })
  const firmId = (await findOrganizationIds(outer.db, [checked.uscc])).get(checked.uscc)
  if (!firmId) throw new DomainError('NOT_FOUND', { detail: '本市没有登记这家企业，请核对统一社会信用代码' })
  const known = await findLivingAgency(outer.db, { firmId, personId: input.personId, now: outer.now })
  if (known?.role === 'representative') return known
  await askRegistry(outer, checked.uscc, input.personId)
  return inTransaction(outer, async (ctx) => {
    for (const row of await endBefore(ctx.db, { firmId, personId: input.personId, representative: true, now: ctx.now })) {
      await writeAudit(ctx, { action: 'agency.end', entity: 'agency', entityId: row.id, detail: { firmId, personId: row.personId, role: row.role } })
    }
    const [made] = await insertAgency(ctx.db, { id: newId('agn', ctx.now), firmId, personId: input.personId, role: 'representative', rights: ['file', 'consent', 'objection', 'repair', 'perk', 'merchant', 'financing'], status: 'living', createdAt: ctx.now })
    if (!made) throw new DomainError('CONFLICT', { detail: '这家企业正在绑定，请稍候再看' })
    await writeAudit(ctx, { action: 'agency.bind', entity: 'agency', entityId: made.id, detail: { firmId, personId: input.personId } })
    return made
  })
}

async function askRegistry(ctx: Ctx, uscc: string, personId: string): Promise<void> {
  const person = await findSubject(ctx.db, personId)
  if (!person?.nameSealed || !person.idNumberSealed) throw new DomainError('REAL_NAME_REQUIRED')
  const { sealer } = ctx.keys
  switch (await ctx.gateways.registry.isRepresentative({ uscc, name: sealer.open(person.nameSealed, SEAL.name), idNumber: sealer.open(person.idNumberSealed, SEAL.idNumber) })) {
    case 'yes':
      return
    case 'no':
      throw new DomainError('FORBIDDEN', { detail: '登记的法定代表人不是您；经办人请联系法定代表人邀请' })
    case 'UNAVAILABLE':
      throw new DomainError('UPSTREAM', { detail: '企业登记查询暂时没有回应，请稍后再试' })
  }
}
