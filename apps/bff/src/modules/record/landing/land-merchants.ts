import type { Ctx } from '../../../context'
import { newId } from '../../../lib/id'
import { ensureOrganizations } from '../../subject/upsert-organizations'
import { ensurePersons } from '../../subject/upsert-persons'
import type { Values } from '../validate/parse-cell'
import { type Land, type Outcome, requiredNumber, requiredText, textOf } from './landing'
import { changePost, endPost, findMerchantIds, findPosts, findStoreIds, insertPost, type Post, upsertMerchants, upsertStores } from './merchants.store'

const outcomesOf = (written: readonly { id: string; isNew: boolean }[]) => new Map(written.map((w) => [w.id, w.isNew ? ('new' as const) : ('changed' as const)]))

/** Partner merchants 合作商户. */
export const landMerchants: Land = async (ctx, _batch, rows) => {
  const subjects = await ensureOrganizations(ctx, rows.map((r) => ({ uscc: r.identifier, name: requiredText(r.values, 'subjectName') })))
  const idOf = (uscc: string) => subjects.get(uscc) ?? ''
  const written = await upsertMerchants(
    ctx.db,
    rows.map(({ identifier, values }) => ({
      id: newId('mer', ctx.now),
      subjectId: idOf(identifier),
      name: requiredText(values, 'name'),
      industry: requiredText(values, 'industry'),
      status: requiredText(values, 'status'),
    })),
    ctx.now,
  )
  const outcomes = outcomesOf(written)
  return rows.map((r) => outcomes.get(idOf(r.identifier)) ?? 'unchanged')
}

export const UNKNOWN_MERCHANT = '没有这个商户，请先导入合作商户'

/** Stores 门店 of merchants already known. */
export const landStores: Land = async (ctx, _batch, rows) => {
  const merchants = await findMerchantIds(ctx.db, rows.map((r) => r.identifier))
  const written = await upsertStores(
    ctx.db,
    rows.flatMap(({ identifier, values }) => {
      const merchantId = merchants.get(identifier)
      if (!merchantId) return []
      const text = (field: string) => requiredText(values, field)
      return [{
        id: newId('sto', ctx.now), merchantId, code: text('storeCode'), name: text('name'), address: text('address'),
        longitudeE6: requiredNumber(values, 'longitudeE6'), latitudeE6: requiredNumber(values, 'latitudeE6'), hours: text('hours'), status: text('status'),
      }]
    }),
    ctx.now,
  )
  const outcomes = outcomesOf(written)
  return rows.map((r): Outcome => {
    const merchantId = merchants.get(r.identifier)
    return merchantId ? (outcomes.get(`${merchantId} ${requiredText(r.values, 'storeCode')}`) ?? 'unchanged') : { field: 'uscc', reason: UNKNOWN_MERCHANT }
  })
}

async function landPost(ctx: Ctx, post: { merchantId: string; subjectId: string; storeId: string | null; values: Values }, held: readonly Post[]): Promise<Outcome> {
  const living = held.find((p) => p.status === 'living')
  const role = requiredText(post.values, 'role')
  if (post.values['status'] === 'ended') {
    if (!living) return held.length > 0 ? 'unchanged' : { field: 'status', reason: '此人在该商户没有岗位，不需要离岗' }
    await endPost(ctx.db, living.id, ctx.now)
    return 'changed'
  }
  if (living) {
    if (living.role === role && living.storeId === post.storeId) return 'unchanged'
    await changePost(ctx.db, living.id, { role, storeId: post.storeId })
    return 'changed'
  }
  await insertPost(ctx.db, { id: newId('pos', ctx.now), merchantId: post.merchantId, storeId: post.storeId, subjectId: post.subjectId, role }, ctx.now)
  return 'new'
}

/** Posts 店员岗位: who may scan for which merchant, at which store. */
export const landPosts: Land = async (ctx, _batch, rows) => {
  const merchants = await findMerchantIds(ctx.db, rows.map((r) => requiredText(r.values, 'merchantUscc')))
  const stores = await findStoreIds(ctx.db, [...merchants.values()])
  const targets = rows.map(({ values }) => {
    const merchantId = merchants.get(requiredText(values, 'merchantUscc'))
    const code = textOf(values, 'storeCode')
    return { merchantId, storeId: merchantId && code !== null ? stores.get(`${merchantId} ${code}`) : null }
  })
  // Only rows that land make a person known.
  const persons = await ensurePersons(ctx, rows.filter((_, i) => targets[i]?.merchantId && targets[i].storeId !== undefined).map((r) => ({ idNumber: r.identifier, name: requiredText(r.values, 'subjectName') })))
  const held = new Map<string, Post[]>()
  for (const post of await findPosts(ctx.db, [...merchants.values()])) {
    const key = `${post.merchantId} ${post.subjectId}`
    held.set(key, [...(held.get(key) ?? []), post])
  }
  const outcomes: Outcome[] = []
  for (const [i, row] of rows.entries()) {
    const { merchantId, storeId } = targets[i] ?? {}
    const subjectId = persons.get(row.identifier)
    if (!merchantId) outcomes.push({ field: 'merchantUscc', reason: UNKNOWN_MERCHANT })
    else if (storeId === undefined || !subjectId) outcomes.push({ field: 'storeCode', reason: '该商户没有这个门店，请先导入门店' })
    else outcomes.push(await landPost(ctx, { merchantId, subjectId, storeId, values: row.values }, held.get(`${merchantId} ${subjectId}`) ?? []))
  }
  return outcomes
}
