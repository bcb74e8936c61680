import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { PRODUCT_EDGES, VERSION_EDGES } from './product.lifecycle'
import { findLender, listVersions, moveProduct, moveVersion, type ProductContent, type ProductRow, replacePublished, type VersionRow } from './product.store'
import { requireProduct } from './require-product'

const PRODUCT_STATES: Readonly<Record<ProductRow['status'], string>> = { draft: '尚未发布', published: '发布中', paused: '已暂停', ended: '已结束' }
const VERSION_STATES: Readonly<Record<VersionRow['status'], string>> = { draft: '草稿', submitted: '待审核', reviewed: '已通过审核', published: '已发布', replaced: '已被替换' }

const contentOf = (row: VersionRow): ProductContent => ({
  name: row.name, kind: row.kind, amountMinFen: row.amountMinFen, amountMaxFen: row.amountMaxFen, rateMinBps: row.rateMinBps, rateMaxBps: row.rateMaxBps, feeBps: row.feeBps, termMinMonths: row.termMinMonths, termMaxMonths: row.termMaxMonths,
  repayment: row.repayment, method: row.method, renewal: row.renewal, zone: row.zone, audience: row.audience, responseWorkingDays: row.responseWorkingDays, entryRules: row.entryRules, validUntil: row.validUntil,
})

async function move(ctx: Ctx, productId: string, version: number, edge: (typeof VERSION_EDGES)[keyof typeof VERSION_EDGES], to: Partial<VersionRow>): Promise<VersionRow> {
  const moved = await moveVersion(ctx.db, { productId, version, from: edge.from }, { ...to, status: edge.to })
  if (!moved) {
    const is = (await listVersions(ctx.db, productId)).find((v) => v.version === version)
    if (!is) throw new DomainError('NOT_FOUND')
    throw new DomainError('CONFLICT', { detail: `第 ${version} 版${VERSION_STATES[is.status]}，不能这样操作`, facts: { status: is.status } })
  }
  await writeAudit(ctx, { action: edge.event, entity: 'loan-product', entityId: productId, detail: { version } })
  await enqueue(ctx, 'loan-product.moved', { productId, version, event: edge.event })
  return moved
}

interface Versioned { productId: string; version: number }

/** Hands a draft in: from here on it is not rewritten. Why it was handed back before stays to be read beside it. Refuses: NOT_FOUND, CONFLICT. */
export async function submitProduct({ ctx: outer, input }: { ctx: Ctx; input: Versioned }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    if (row.status === 'ended') throw new DomainError('CONFLICT', { detail: '产品已结束' })
    await move(ctx, row.id, input.version, VERSION_EDGES.submit, { submittedAt: ctx.now, reviewer: null, reviewedAt: null })
  })
}

/** Passes a version, or hands it back with a reason. Refuses: NOT_FOUND, SECOND_PERSON_NEEDED for its author, VALIDATION without a reason, CONFLICT. */
export async function reviewProduct({ ctx: outer, input }: { ctx: Ctx; input: Versioned & { passed: boolean; note?: string | undefined } }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    const version = (await listVersions(ctx.db, row.id)).find((v) => v.version === input.version)
    if (!version) throw new DomainError('NOT_FOUND')
    const reviewer = actorName(ctx.actor)
    if (version.author === reviewer) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '这一版由您填写，须由另一位审核员审核' })
    if (!input.passed && !input.note) throw new DomainError('VALIDATION', { detail: '请写明退回原因', errors: [{ field: 'note', message: '请写明退回原因' }] })
    const edge = input.passed ? VERSION_EDGES.pass : VERSION_EDGES.return
    await move(ctx, row.id, input.version, edge, { reviewedAt: ctx.now, reviewNote: input.note ?? null, reviewer })
  })
}

/** Publishes the reviewed version in place of the one before: applications made under that one keep it. Refuses: NOT_FOUND, CONFLICT. */
export async function publishProduct({ ctx: outer, input }: { ctx: Ctx; input: Versioned }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    if (row.status === 'ended') throw new DomainError('CONFLICT', { detail: '产品已结束' })
    const lender = await findLender(ctx.db, row.lenderId)
    if (lender?.status !== 'active') throw new DomainError('CONFLICT', { detail: '机构已暂停合作，不能发布' })
    const ready = (await listVersions(ctx.db, row.id)).find((v) => v.version === input.version)
    if (ready?.status === 'reviewed') await replacePublished(ctx.db, row.id)
    const published = await move(ctx, row.id, input.version, VERSION_EDGES.publish, { publishedAt: ctx.now })
    const moved = await moveProduct(ctx.db, row.id, ['draft', 'published', 'paused'], { ...contentOf(published), version: published.version, status: row.status === 'paused' ? 'paused' : 'published', updatedAt: ctx.now })
    if (!moved) throw new Error('a product held a moment ago is elsewhere')
  })
}

/** Pauses, resumes or ends a product. Refuses: NOT_FOUND, CONFLICT with its state. */
export async function changeProduct({ ctx: outer, input }: { ctx: Ctx; input: { productId: string; edge: keyof typeof PRODUCT_EDGES } }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    const edge = PRODUCT_EDGES[input.edge]
    const moved = await moveProduct(ctx.db, row.id, edge.from, { status: edge.to, updatedAt: ctx.now })
    if (!moved) throw new DomainError('CONFLICT', { detail: `产品${PRODUCT_STATES[row.status]}，不能这样操作`, facts: { status: row.status, since: row.updatedAt.toISOString() } })
    await writeAudit(ctx, { action: edge.event, entity: 'loan-product', entityId: row.id, detail: { from: row.status, version: row.version } })
    await enqueue(ctx, 'loan-product.moved', { productId: row.id, version: row.version, event: edge.event })
  })
}
