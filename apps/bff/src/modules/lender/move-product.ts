import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { enqueue } from '../outbox/enqueue'
import { PRODUCT_CONFIRMED, PRODUCT_EDGES, VERSION_EDGES } from './product.lifecycle'
import { confirmVersion, findLender, listVersions, moveProduct, moveVersion, type ProductContent, type ProductRow, replacePublished, type VersionRow } from './product.store'
import { requireProduct } from './require-product'
import { tellProduct } from './tell-product'

const PRODUCT_STATES: Readonly<Record<ProductRow['status'], string>> = { draft: '尚未发布', published: '发布中', paused: '已暂停', ended: '已结束' }
const VERSION_STATES: Readonly<Record<VersionRow['status'], string>> = { draft: '草稿', submitted: '待审核', reviewed: '已通过审核', published: '已发布', replaced: '已被替换' }

const contentOf = (row: VersionRow): ProductContent => ({
  name: row.name, kind: row.kind, amountMinFen: row.amountMinFen, amountMaxFen: row.amountMaxFen, rateMinBps: row.rateMinBps, rateMaxBps: row.rateMaxBps, feeBps: row.feeBps, termMinMonths: row.termMinMonths, termMaxMonths: row.termMaxMonths,
  repayment: row.repayment, method: row.method, renewal: row.renewal, zone: row.zone, audience: row.audience, responseWorkingDays: row.responseWorkingDays, entryRules: row.entryRules, validUntil: row.validUntil,
})

async function requireVersion(ctx: Ctx, productId: string, version: number): Promise<VersionRow> {
  const found = (await listVersions(ctx.db, productId)).find((v) => v.version === version)
  if (!found) throw new DomainError('NOT_FOUND')
  return found
}

/** CONFLICT with the state the version has by now. */
const elsewhere = (is: VersionRow) => new DomainError('CONFLICT', { detail: `第 ${is.version} 版${VERSION_STATES[is.status]}，不能这样操作`, facts: { status: is.status } })

async function move(ctx: Ctx, product: ProductRow, version: number, edge: { from: VersionRow['status']; to: VersionRow['status']; event: string }, to: Partial<VersionRow>): Promise<VersionRow> {
  const moved = await moveVersion(ctx.db, { productId: product.id, version, from: edge.from }, { ...to, status: edge.to })
  if (!moved) throw elsewhere(await requireVersion(ctx, product.id, version))
  await writeAudit(ctx, { action: edge.event, entity: 'loan-product', entityId: product.id, detail: { version } })
  await enqueue(ctx, 'loan-product.moved', { productId: product.id, version, event: edge.event })
  await tellProduct(ctx, { ...product, name: moved.name }, { version, event: edge.event, note: to.reviewNote ?? null, paper: moved.paper })
  return moved
}

interface Versioned { productId: string; version: number }

/** Hands a draft in: from here on it is not rewritten. Why it was handed back before stays to be read beside it. Refuses: NOT_FOUND, CONFLICT. */
export async function submitProduct({ ctx: outer, input }: { ctx: Ctx; input: Versioned }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    if (row.status === 'ended') throw new DomainError('CONFLICT', { detail: '产品已结束' })
    await move(ctx, row, input.version, VERSION_EDGES.submit, { submittedAt: ctx.now, reviewer: null, reviewedAt: null })
  })
}

/** Passes a version, or hands it back with a reason. Refuses: NOT_FOUND, SECOND_PERSON_NEEDED for its author, VALIDATION without a reason, CONFLICT. */
export async function reviewProduct({ ctx: outer, input }: { ctx: Ctx; input: Versioned & { passed: boolean; note?: string | undefined } }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    const version = await requireVersion(ctx, row.id, input.version)
    const reviewer = actorName(ctx.actor)
    if (version.author === reviewer) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '这一版由您填写，须由另一位审核员审核' })
    if (!input.passed && !input.note) throw new DomainError('VALIDATION', { detail: '请写明退回原因', errors: [{ field: 'note', message: '请写明退回原因' }] })
    const edge = input.passed ? VERSION_EDGES.pass : VERSION_EDGES.return
    await move(ctx, row, input.version, edge, { reviewedAt: ctx.now, reviewNote: input.note ?? null, reviewer, ...(input.passed ? {} : UNCONFIRMED) })
  })
}

const UNCONFIRMED = { confirmer: null, confirmedAt: null } as const

/**
 * The lender's officer says yes to what the office wrote on its behalf 代录, once, or hands it back with a reason; before or after the
 * review. Refuses: NOT_FOUND, VALIDATION without a reason, CONFLICT when the lender wrote it itself, has said yes, or it is elsewhere.
 */
export async function confirmProduct({ ctx: outer, input }: { ctx: Ctx; input: Versioned & { agreed: boolean; note?: string | undefined } }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    const version = await requireVersion(ctx, row.id, input.version)
    if (version.paper === null) throw new DomainError('CONFLICT', { detail: '这一版由本机构填写，不用确认' })
    if (version.status !== 'submitted' && version.status !== 'reviewed') throw elsewhere(version)
    if (!input.agreed && !input.note) throw new DomainError('VALIDATION', { detail: '请写明退回原因', errors: [{ field: 'note', message: '请写明退回原因' }] })
    if (!input.agreed) {
      await move(ctx, row, version.version, { ...VERSION_EDGES.decline, from: version.status }, { ...UNCONFIRMED, reviewer: null, reviewedAt: null, reviewNote: input.note ?? null })
      return
    }
    if (!(await confirmVersion(ctx.db, { productId: row.id, version: version.version }, { confirmer: actorName(ctx.actor), confirmedAt: ctx.now }))) throw new DomainError('CONFLICT', { detail: '本机构已经确认过这一版' })
    await writeAudit(ctx, { action: PRODUCT_CONFIRMED, entity: 'loan-product', entityId: row.id, detail: { version: version.version } })
    await tellProduct(ctx, { ...row, name: version.name }, { version: version.version, event: PRODUCT_CONFIRMED })
  })
}

/**
 * Publishes the reviewed version in place of the one before: applications made under that one keep it. Refuses: NOT_FOUND,
 * SECOND_PERSON_NEEDED for its author, CONFLICT, also while the lender has not said yes to what the office wrote.
 */
export async function publishProduct({ ctx: outer, input }: { ctx: Ctx; input: Versioned }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const row = await requireProduct(ctx, input.productId)
    if (row.status === 'ended') throw new DomainError('CONFLICT', { detail: '产品已结束' })
    const lender = await findLender(ctx.db, row.lenderId)
    if (lender?.status !== 'active') throw new DomainError('CONFLICT', { detail: '机构已暂停合作，不能发布' })
    const ready = await requireVersion(ctx, row.id, input.version)
    if (ready.status !== VERSION_EDGES.publish.from) throw elsewhere(ready)
    const publisher = actorName(ctx.actor)
    if (ready.author === publisher) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '这一版由您填写，须由另一人发布' })
    if (ready.paper !== null && ready.confirmer === null) throw new DomainError('CONFLICT', { detail: '这一版由信用办代录，等机构确认后才能发布', facts: { status: ready.status } })
    await replacePublished(ctx.db, row.id)
    const published = await move(ctx, row, input.version, VERSION_EDGES.publish, { publishedAt: ctx.now, publisher })
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
    await tellProduct(ctx, row, { version: row.version, event: edge.event })
  })
}
