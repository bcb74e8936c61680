import { newId } from '../../../lib/id'
import { ensureOrganizations } from '../../subject/upsert-organizations'
import type { Values } from '../validate/parse-cell'
import { UNKNOWN_MERCHANT } from './land-merchants'
import { type Land, numberOf, type Outcome, requiredNumber, requiredText, textOf } from './landing'
import { readPerkOffer } from '../validate/read-perk-offer'
import { findMerchantIds, findStoreIds } from './merchants.store'
import { cityScales } from '../../financing/scales'
import { readEntryRules } from '../validate/read-entry-rules'
import { findLenderIds, type LoanProductInsert, lockPerkQuotas, type PerkInsert, upsertLenders, upsertLoanProducts, upsertPerks } from './offers.store'

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

/** Loan products 信贷产品 of lenders already known. */
export const landLoanProducts: Land = async (ctx, _batch, rows) => {
  const lenders = await findLenderIds(ctx.db, rows.map((r) => r.identifier))
  const { scales } = await cityScales(ctx)
  const refused = new Map<string, Outcome>()
  const inserts: LoanProductInsert[] = []
  for (const { identifier, values, key, hash } of rows) {
    const lenderId = lenders.get(identifier)
    const text = (field: string) => requiredText(values, field)
    const number = (field: string) => requiredNumber(values, field)
    const entry = readEntryRules(ctx, values, scales)
    if (!lenderId) refused.set(key, { field: 'uscc', reason: '没有这个金融机构，请先导入金融机构' })
    else if (!entry.ok) refused.set(key, { field: entry.field, reason: entry.reason })
    else {
      inserts.push({
        id: newId('lpr', ctx.now), lenderId, code: text('productCode'), name: text('name'), kind: text('kind'), amountMinFen: number('amountMinFen'), amountMaxFen: number('amountMaxFen'),
        rateMinBps: number('rateMinBps'), rateMaxBps: number('rateMaxBps'), feeBps: numberOf(values, 'feeBps') ?? 0, termMinMonths: number('termMinMonths'), termMaxMonths: number('termMaxMonths'),
        repayment: text('repayment'), method: text('method'), renewal: text('renewal'), zone: textOf(values, 'zone'), audience: text('audience'), responseWorkingDays: number('responseWorkingDays'),
        entryRules: entry.rules, validUntil: text('validUntil'), status: text('status'), contentHash: hash,
      })
    }
  }
  const outcomes = outcomesOf(await upsertLoanProducts(ctx.db, inserts, ctx.now))
  return rows.map((r) => refused.get(r.key) ?? outcomes.get(`${lenders.get(r.identifier) ?? ''} ${requiredText(r.values, 'productCode')}`) ?? 'unchanged')
}
