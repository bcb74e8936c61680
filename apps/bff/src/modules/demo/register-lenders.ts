import { LenderKind } from '@xinhui/contract'
import { addMonths, type Day } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { rewriteLender } from '../lender/admit-lender'
import { listConsoleLenders } from '../lender/console-lender.store'
import { LENDERS } from './copy/lenders'
import { type DemoOrganization, lenderOrganizations } from './generate-organizations'

const MOST = 200

/**
 * Writes down of the demo's lenders what their file does not say: licence, contact, agreed time to an answer. Numbers and names say
 * that they are the demo's, and the area code 099 is nobody's. What somebody has written stays. Again, nothing.
 */
export async function registerDemoLenders(ctx: Ctx, organizations: readonly DemoOrganization[], day: Day): Promise<void> {
  const found = await listConsoleLenders(ctx.db, { limit: MOST })
  for (const [i, { uscc, registeredOn }] of lenderOrganizations(organizations).entries()) {
    const row = found.find((one) => one.uscc === uscc)
    const copy = LENDERS[i]
    if (!copy || !row || row.licenceNumber !== null || row.status === 'terminated') continue
    const n = String(i + 1).padStart(2, '0')
    await rewriteLender({
      ctx,
      input: {
        lenderId: row.id, version: row.version, name: row.name, kind: LenderKind.parse(row.kind), licenceNumber: `演示许可证-${n}`, licenceFrom: registeredOn, licenceUntil: addMonths(day, 24 + i), answerWorkingDays: Math.max(...copy.products.map((p) => p.answer)),
        contact: { name: `演示联系人${n}`, phone: `099-555010${n}` },
      },
    })
  }
}
