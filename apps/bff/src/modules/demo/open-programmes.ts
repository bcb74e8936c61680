import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, type Deps, makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { findStaffByUsername } from '../identity/staff.store'
import { listPublishedProducts } from '../lender/lender.store'
import { attachProduct, confirmProduct, dearerThan } from '../loan-programme/attach-product'
import { listAttached, listProgrammes } from '../loan-programme/loan-programme.store'
import { publishProgramme } from '../loan-programme/write-programme'

const PRODUCTS_EACH = 4
const FUND_ZONES: readonly (string | null)[] = ['科创', '专精特新']

/** Publishes the city's programmes and puts products under them, each by two of the demo's people: those the subsidy suits first are the cheapest credit loans, the fund's are of its zones. Again, nothing. */
export async function openProgrammes({ deps }: { deps: Deps }): Promise<void> {
  const as = async (username: string): Promise<Ctx> => {
    const staff = await findStaffByUsername(deps.db, username)
    if (!staff) throw new Error(`no demo account ${username}`)
    return makeCtx(deps, { requestId: newId('req'), actor: { kind: 'staff', staffId: staff.id, sessionId: 'demo', roles: staff.roles, merchantId: null, lenderId: null } })
  }
  const [admin, reviewer] = [await as('admin'), await as('reviewer')]
  const products = await listPublishedProducts(deps.db, { day: dayInShanghai(admin.now.getTime()) })
  for (const programme of await listProgrammes(deps.db)) {
    if (programme.author !== 'system:city' || programme.status === 'ended') continue
    if (programme.status === 'draft') await publishProgramme({ ctx: reviewer, input: { code: programme.code, version: programme.version } })
    if ((await listAttached(deps.db, programme.code)).length > 0) continue
    const suited = products.filter((product) => product.kind === 'credit' && dearerThan(programme, product) === null && (programme.kind === 'interest-subsidy' || FUND_ZONES.includes(product.zone)))
    for (const { id: productId } of suited.slice(0, PRODUCTS_EACH)) {
      await attachProduct({ ctx: admin, input: { code: programme.code, productId } })
      await confirmProduct({ ctx: reviewer, input: { code: programme.code, productId } })
    }
  }
}
