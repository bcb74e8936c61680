import { newId } from '../../../lib/id'
import { ensureOrganizations } from '../../subject/upsert-organizations'
import type { Values } from '../validate/parse-cell'
import { UNKNOWN_MERCHANT } from './land-merchants'
import { type Land, type Outcome, requiredNumber, requiredText, textOf } from './landing'
import { readPerkOffer } from '../validate/read-perk-offer'
import { findMerchantIds, findStoreIds } from './merchants.store'
import { findLenderIds, lockPerkQuotas, type PerkInsert, upsertLenders, upsertLoanProducts, upsertPerks } from './offers.store'

const outcomesOf = (written: readonly { id: string; isNew: boolean }[]) => new Map(written.map((w) => [w.id, w.isNew ? ('new' as const) : ('changed' as const)]))

function offerOf(values: Values) {
  const read = readPerkOffer(values)
  if (!read) throw new Error('the layout lets kind or tiers be absent, its landing does not')
  return read.offer
}

/** Perks 信易+ of merchants already known. */
export const landPerks: Land = async (ctx, _batch, rows) => {
  const merchants = await findMerchantIds(ctx.db, rows.map((r) => r.identifier))
  const used = await lockPerkQuotas(ctx.db, rows.flatMap((r) => {
    const merchantId = merchants.get(r.identifier)
    return merchantId ? [{ merchantId, code: requiredText(r.values, 'perkCode') }] : []
  }))
  const stores = await findStoreIds(ctx.db, [...merchants.values()])
  const refused = new Map<string, Outcome>()
  const inserts: PerkInsert[] = []
  for (const { identifier, values, key, hash } of rows) {
    const merchantId = merchants.get(identifier)
    const text = (field: string) => requiredText(values, field)
    const number = (field: string) => requiredNumber(values, field)
    const { tiers, terms, storeCodes } = offerOf(values)
    const storeIds = storeCodes?.map((code) => stores.get(`${merchantId ?? ''} ${code}`) ?? null) ?? null
    const claimed = used.get(`${merchantId ?? ''} ${text('perkCode')}`) ?? 0
    if (!merchantId) refused.set(key, { field: 'uscc', reason: UNKNOWN_MERCHANT })
    else if (number('quotaTotal') < claimed) refused.set(key, { field: 'quotaTotal', reason: `已领取 ${claimed} 份，总量不能比它少` })
    else if (storeIds?.includes(null)) refused.set(key, { field: 'stores', reason: '该商户没有这个门店，请先导入门店' })
    else {
      inserts.push({
        id: newId('prk', ctx.now), merchantId, code: text('perkCode'), scene: text('scene'), kind: text('kind'), title: text('title'), summary: text('summary'),
        instructions: text('instructions'), tiers, terms: { ...terms, stores: storeIds?.filter((id) => id !== null) ?? null }, status: text('status'), quotaTotal: number('quotaTotal'), perPersonLimit: number('perPersonLimit'),
        claimFrom: text('claimFrom'), claimUntil: text('claimUntil'), voucherValidDays: number('voucherValidDays'), subsidyFen: number('subsidyFen'), contentHash: hash,
      })
    }
  }
  const outcomes = outcomesOf(await upsertPerks(ctx.db, inserts, ctx.now))
  return rows.map((r) => refused.get(r.key) ?? outcomes.get(`${merchants.get(r.identifier) ?? ''} ${requiredText(r.values, 'perkCode')}`) ?? 'unchanged')
}

/** Banks and guarantee institutions 金融机构. */
export const landLenders: Land = async (ctx, _batch, rows) => {
  const subjects = await ensureOrganizations(ctx, rows.map((r) => ({ uscc: r.identifier, name: requiredText(r.values, 'subjectName') })))
  const idOf = (uscc: string) => subjects.get(uscc) ?? ''
  const written = await upsertLenders(
    ctx.db,
    rows.map(({ identifier, values }) => ({ id: newId('len', ctx.now), subjectId: idOf(identifier), name: requiredText(values, 'name'), kind: requiredText(values, 'kind'), status: requiredText(values, 'status') })),
    ctx.now,
  )
  const outcomes = outcomesOf(written)
  return rows.map((r) => outcomes.get(idOf(r.identifier)) ?? 'unchanged')
}

const RULE = 'rule.'

/** Entry rules 准入条件: the filled `rule.*` columns. */
function entryRulesOf(values: Values): Record<string, string | number> {
  return Object.fromEntries(Object.entries(values).flatMap(([field, value]) => (field.startsWith(RULE) && (typeof value === 'string' || typeof value === 'number') ? [[field.slice(RULE.length), value]] : [])))
}

/** Loan products 信贷产品 of lenders already known. */
export const landLoanProducts: Land = async (ctx, _batch, rows) => {
  const lenders = await findLenderIds(ctx.db, rows.map((r) => r.identifier))
  const written = await upsertLoanProducts(
    ctx.db,
    rows.flatMap(({ identifier, values, hash }) => {
      const lenderId = lenders.get(identifier)
      if (!lenderId) return []
      const text = (field: string) => requiredText(values, field)
      const number = (field: string) => requiredNumber(values, field)
      return [{
        id: newId('lpr', ctx.now), lenderId, code: text('productCode'), name: text('name'), kind: text('kind'), amountMinFen: number('amountMinFen'), amountMaxFen: number('amountMaxFen'),
        rateMinBps: number('rateMinBps'), rateMaxBps: number('rateMaxBps'), termMinMonths: number('termMinMonths'), termMaxMonths: number('termMaxMonths'), repayment: text('repayment'),
        zone: textOf(values, 'zone'), audience: text('audience'), responseWorkingDays: number('responseWorkingDays'), entryRules: entryRulesOf(values),
        validUntil: text('validUntil'), status: text('status'), contentHash: hash,
      }]
    }),
    ctx.now,
  )
  const outcomes = outcomesOf(written)
  return rows.map((r): Outcome => {
    const lenderId = lenders.get(r.identifier)
    return lenderId ? (outcomes.get(`${lenderId} ${requiredText(r.values, 'productCode')}`) ?? 'unchanged') : { field: 'uscc', reason: '没有这个金融机构，请先导入金融机构' }
  })
}
