import { randomBytes } from 'node:crypto'
import { addDays, type Day, startOfDayInShanghai } from '@xinhui/rules'
import { type Actor, type Ctx, type Deps, makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { bindSubject } from '../identity/account.store'
import { ensureAccount } from '../identity/ensure-account'
import { findStaffByUsername } from '../identity/staff.store'
import { findMerchantIdsByName } from '../merchant/merchant.store'
import { listLivingPosts } from '../merchant/post.store'
import { listConsolePerks } from '../perk/console-perks.store'
import { findPerk, type PerkRow } from '../perk/perk.store'
import { confirmStatement, disputeStatement } from '../settlement/answer-statement'
import { drawStatements } from '../settlement/draw-statements'
import { listEntries } from '../settlement/ledger.store'
import { payStatement } from '../settlement/pay-statement'
import { postRedemption } from '../settlement/post-redemption'
import { listStatements } from '../settlement/statement.store'
import { findPersonByIdNumber } from '../subject/subject.store'
import { claimVoucher } from '../voucher/claim-voucher'
import { redeemPresented } from '../voucher/redeem-voucher'
import { reverseRedemption } from '../voucher/reverse-redemption'
import { findHeldVouchers } from '../voucher/voucher.store'
import type { DemoPerson } from './generate-persons'
import { PERSONAS } from './personas'

/** Whose two last months are lived, how many uses in each, and what has become of the last month's statement. */
const MERCHANTS = [
  { brand: '禾岚小馆', uses: 12, last: 'drawn' },
  { brand: '溪声面馆', uses: 8, last: 'disputed' },
  { brand: '汀禾超市', uses: 8, last: 'confirmed' },
] as const

const HOUR_MS = 3_600_000
const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01`

interface Market {
  merchantId: string
  perk: PerkRow
  storeId: string
  clerk: Extract<Actor, { kind: 'account' }>
}

/**
 * Lives the two months before `day` at three merchants with the verbs themselves, each called as of its own moment: perks claimed, used, one
 * reversed, posted to the ledger, statements drawn; the older one confirmed and paid, the last one waiting for the merchant, disputed or
 * confirmed. Repeated, it adds nothing: each person uses each perk once, and a statement is answered once.
 */
export async function liveMonths({ deps, day, persons }: { deps: Deps; day: Day; persons: readonly DemoPerson[] }): Promise<void> {
  const now = deps.clock()
  const at = (moment: number, actor: Actor): Ctx => makeCtx({ ...deps, clock: () => new Date(Math.min(moment, now.getTime())) }, { requestId: newId('req'), actor })
  const asSystem = (moment: number) => at(moment, { kind: 'system', name: 'demo' })
  const thisMonth = firstOfMonth(day)
  const lastMonth = firstOfMonth(addDays(thisMonth, -1))
  const older = firstOfMonth(addDays(lastMonth, -1))
  const customers = persons.slice(PERSONAS.length).values()
  const markets = new Map<string, (typeof MERCHANTS)[number]>()
  for (const plan of MERCHANTS) {
    const market = await openMarket(asSystem(now.getTime()), plan.brand)
    markets.set(market.merchantId, plan)
    for (const month of [older, lastMonth]) await liveMonth(at, market, { month, uses: plan.uses, customers })
  }
  await settleOlder(asSystem, { older, lastMonth })
  await drawStatements({ ctx: asSystem(morningOf(thisMonth, 9)), input: { limit: MERCHANTS.length } })
  const answered = asSystem(morningOf(addDays(thisMonth, 2), 10))
  for (const { id, merchantId, month } of await listStatements(answered.db, { merchantId: null, status: 'drawn', limit: 50 })) {
    const last = markets.get(merchantId)?.last
    if (month !== lastMonth.slice(0, 7)) continue
    if (last === 'confirmed') await confirmStatement({ ctx: answered, input: { statementId: id, merchantId } })
    const [line] = last === 'disputed' ? await listEntries(answered.db, id) : []
    if (line) await disputeStatement({ ctx: answered, input: { statementId: id, merchantId, lines: [{ entryId: line.entryId, reason: '这一笔是两位顾客合用一张券，应按两笔结算，请核对' }] } })
  }
}

const morningOf = (day: Day, hour: number): number => startOfDayInShanghai(day) + hour * HOUR_MS

/** The merchant's first subsidised perk that needs no order, a clerk who is no persona, and their account. */
async function openMarket(ctx: Ctx, brand: string): Promise<Market> {
  const [merchantId = ''] = await findMerchantIdsByName(ctx.db, brand)
  const clerk = (await listLivingPosts(ctx.db, merchantId, ['clerk'])).at(-1)
  let perk: PerkRow | undefined
  for (const { perkId } of await listConsolePerks(ctx.db, { onlyMerchantId: merchantId, limit: 20 })) {
    const found = await findPerk(ctx.db, perkId)
    if (found && found.subsidyFen > 0) perk = found
  }
  if (!clerk?.storeId || !perk) throw new Error(`the demo city has no clerk or subsidised perk at ${brand}`)
  const { id: accountId, subjectId } = await ensureAccount(ctx, `demo-clerk-${merchantId}`)
  if (subjectId === null) await bindSubject(ctx.db, accountId, clerk.subjectId, ctx.now)
  return { merchantId, perk, storeId: clerk.storeId, clerk: { kind: 'account', accountId, sessionId: newId('ses'), subjectId: clerk.subjectId } }
}

async function liveMonth(at: (moment: number, actor: Actor) => Ctx, { perk, storeId, clerk }: Market, { month, uses, customers }: { month: Day; uses: number; customers: Iterator<DemoPerson> }): Promise<void> {
  for (let n = 0; n < uses; n += 1) {
    // Over the month, at meal times, no two within an hour.
    const moment = morningOf(addDays(month, (n * 5) % 27), 11 + (n % 9)) + n * 60_000
    const customer = customers.next().value as DemoPerson | undefined
    if (!customer) throw new Error('the demo city has too few persons')
    const ctx = at(moment, clerk)
    const person = await findPersonByIdNumber(ctx.db, ctx.keys.sealer.blind(customer.idNumber, 'id-number'))
    if (!person || (await findHeldVouchers(ctx.db, person.id, [perk.id], ctx.now)).has(perk.id)) continue
    const voucher = await claimVoucher({ ctx: at(moment - HOUR_MS / 4, clerk), input: { perkId: perk.id, subjectId: person.id } })
    const receipt = await redeemPresented({ ctx, input: { storeId, presented: { voucherId: voucher.id, channel: 'qr', passJti: randomBytes(8).toString('hex') } } })
    if (n === 2) await reverseRedemption({ ctx: at(moment + HOUR_MS / 6, clerk), input: { redemptionId: receipt.id, reason: '顾客改用现金活动' } })
    await postRedemption({ ctx: at(moment + HOUR_MS / 4, clerk), input: { redemptionId: receipt.id } })
  }
}

/** The older month: drawn, confirmed by its merchants, paid by the office. */
async function settleOlder(asSystem: (moment: number) => Ctx, { older, lastMonth }: { older: Day; lastMonth: Day }): Promise<void> {
  const drawn = asSystem(morningOf(lastMonth, 9))
  await drawStatements({ ctx: drawn, input: { limit: MERCHANTS.length } })
  const office = await findStaffByUsername(drawn.db, 'admin')
  if (!office) throw new Error('the demo city has no administrator')
  for (const { id, merchantId, month } of await listStatements(drawn.db, { merchantId: null, status: 'drawn', limit: 50 })) {
    if (month !== older.slice(0, 7)) continue
    await confirmStatement({ ctx: asSystem(morningOf(addDays(lastMonth, 2), 10)), input: { statementId: id, merchantId } })
    await payStatement({ ctx: asSystem(morningOf(addDays(lastMonth, 7), 15)), input: { statementId: id, staffId: office.id, reference: `演示转账 ${month}` } })
  }
}
