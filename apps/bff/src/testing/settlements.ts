import { type Ctx, makeCtx } from '../context'
import { handlers } from '../jobs/handlers'
import { runOutbox } from '../jobs/run-outbox'
import { newId } from '../lib/id'
import { drawStatements } from '../modules/settlement/draw-statements'
import { listStatements } from '../modules/settlement/statement.store'
import type { TestApp } from './app'
import { claimPerk, createMerchant, createPerk, createPost, fetchPasses } from './market'
import { createResident, createStaff, type Resident, type StaffMember } from './people'

const systemCtx = (app: TestApp): Ctx => makeCtx(app.deps, { requestId: newId('req'), actor: { kind: 'system', name: 'test' } })

/** Everything the outbox holds. */
export async function deliver(app: TestApp): Promise<void> {
  while ((await runOutbox(systemCtx(app), handlers)) > 0);
}

/** Draws what is to be drawn on the first of next month, and answers the merchant's newest statement. */
export async function drawNext(app: TestApp, merchantId: string): Promise<string | undefined> {
  const now = app.clock.now()
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 1))
  await drawStatements({ ctx: { ...systemCtx(app), now: first }, input: { limit: 100 } })
  const [newest] = await listStatements(app.deps.db, { merchantId, limit: 1 })
  return newest?.id
}

export interface Shop {
  merchantId: string
  storeId: string
  perkId: string
  owner: Resident
  ownerStaff: StaffMember
}

/** A merchant with an owner at the desk and in the console, and a perk with a subsidy of 3 yuan. */
export async function openShop(app: TestApp): Promise<Shop> {
  const { merchantId, storeId } = await createMerchant(app)
  const owner = await createResident(app)
  await createPost(app, { merchantId, subjectId: owner.subjectId, role: 'owner' })
  const { perkId } = await createPerk(app, { merchantId, subsidyFen: 300 })
  return { merchantId, storeId, perkId, owner, ownerStaff: await createStaff(app, ['merchant-owner'], { merchantId }) }
}

/** A new resident claims and the owner redeems, over the API. */
export async function redeemAt(app: TestApp, shop: Shop, perkId = shop.perkId): Promise<{ redemptionId: string; resident: Resident }> {
  const resident = await createResident(app)
  const { voucherId } = await claimPerk(app, resident.token, perkId)
  const [pass] = await fetchPasses(app, resident.token, voucherId)
  const { body, status } = await app.call('POST /desk/redemptions', { as: shop.owner.token, body: { storeId: shop.storeId, presented: pass?.text } })
  if (status !== 201) throw new Error(`redemption refused: ${JSON.stringify(body)}`)
  return { redemptionId: String(body['redemptionId']), resident }
}

export const reverseAt = (app: TestApp, shop: Shop, redemptionId: string) => app.call(`POST /desk/redemptions/${redemptionId}/reversal`, { as: shop.owner.token, body: { reason: '顾客未使用' } })

/** A statement of the merchant, as far along as asked; `as` answers for the merchant. */
export async function createStatement(app: TestApp, of: { merchantId: string; as: string; until: 'drawn' | 'disputed' | 'confirmed' }): Promise<{ statementId: string; entryId: string; disputeId: string }> {
  await deliver(app)
  const statementId = (await drawNext(app, of.merchantId)) ?? ''
  const read = async () => (await app.call(`GET /console/settlements/${statementId}`, { as: of.as })).body['entries'] as { entryId: string; dispute: { disputeId: string } | null }[]
  const entryId = (await read())[0]?.entryId ?? ''
  if (of.until === 'confirmed') await app.call(`POST /console/settlements/${statementId}/confirmation`, { as: of.as })
  if (of.until === 'disputed') await app.call(`POST /console/settlements/${statementId}/dispute`, { as: of.as, body: { lines: [{ entryId, reason: '这一笔不是本店核销的' }] } })
  return { statementId, entryId, disputeId: (await read())[0]?.dispute?.disputeId ?? '' }
}
