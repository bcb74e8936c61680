import type { ProductDraft } from '@xinhui/contract'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerStaff } from '../../http/caller'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { PRODUCT_DRAFTED } from './product.lifecycle'
import { findLender, insertProduct, insertVersion, listVersions, moveProduct, moveVersion } from './product.store'
import { readDraft } from './read-draft'
import { requireLender, requireProduct } from './require-product'

/** A product promises an answer within the time its lender agreed to. VALIDATION. */
function requireAgreedAnswer(lender: { answerWorkingDays: number | null } | undefined, { responseWorkingDays }: ProductDraft): void {
  const agreed = lender?.answerWorkingDays ?? null
  if (agreed !== null && responseWorkingDays > agreed) throw new DomainError('VALIDATION', { detail: `答复时限不能超过机构约定的 ${agreed} 个工作日`, errors: [{ field: 'draft.responseWorkingDays', message: `不能超过约定的 ${agreed} 个工作日` }] })
}

/** What the office writes it from 代录依据: required of the office, null of the lender itself. VALIDATION. */
function readPaper(ctx: Ctx, paper: string | undefined): string | null {
  if (callerStaff(ctx).lenderId !== null) return null
  if (!paper) throw new DomainError('VALIDATION', { detail: '请填写代录依据，如机构盖章的产品说明书', errors: [{ field: 'paper', message: '请填写代录依据' }] })
  return paper
}

/** Drafts a product with its first version; the office does so on the lender's behalf. Answers its id. Refuses: NOT_FOUND (no such lender, or not the caller's), VALIDATION. */
export async function draftProduct({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string; draft: ProductDraft; paper?: string | undefined } }): Promise<string> {
  return inTransaction(outer, async (ctx) => {
    const paper = readPaper(ctx, input.paper)
    requireAgreedAnswer(await requireLender(ctx, input.lenderId), input.draft)
    const content = await readDraft(ctx, input.draft)
    const id = newId('lpr', ctx.now)
    // The import names products by the lender's own numbers; one drafted here is named by its id.
    await insertProduct(ctx.db, { ...content, id, lenderId: input.lenderId, code: id, status: 'draft', contentHash: '', createdAt: ctx.now, updatedAt: ctx.now })
    await insertVersion(ctx.db, { ...content, productId: id, version: 1, status: 'draft', author: actorName(ctx.actor), paper, createdAt: ctx.now })
    await writeAudit(ctx, { action: PRODUCT_DRAFTED, entity: 'loan-product', entityId: id, detail: { lenderId: input.lenderId, version: 1, onBehalf: paper !== null } })
    return id
  })
}

/**
 * Writes a product: goes on with the draft there is, or begins the next version; what is published stays as it is until the new one
 * is. `version` is the newest one that was read. Refuses: NOT_FOUND, CONFLICT (ended, handed in, written meanwhile), VALIDATION.
 */
export async function editProduct({ ctx: outer, input }: { ctx: Ctx; input: { productId: string; version: number; draft: ProductDraft; paper?: string | undefined } }): Promise<void> {
  return inTransaction(outer, async (ctx) => {
    const paper = readPaper(ctx, input.paper)
    const row = await requireProduct(ctx, input.productId)
    if (row.status === 'ended') throw new DomainError('CONFLICT', { detail: '产品已结束，不能修改' })
    const [newest] = await listVersions(ctx.db, row.id)
    if (newest?.version !== input.version) throw new DomainError('CONFLICT', { detail: '已有更新的版本，请刷新后再改' })
    if (newest.status === 'submitted' || newest.status === 'reviewed') throw new DomainError('CONFLICT', { detail: '这一版已提交审核，退回或发布后才能再改' })
    requireAgreedAnswer(await findLender(ctx.db, row.lenderId), input.draft)
    const content = await readDraft(ctx, input.draft)
    const version = newest.status === 'draft' ? newest.version : newest.version + 1
    const author = actorName(ctx.actor)
    // A draft is its author's: somebody else's hand makes it a version of their own, so that nobody reviews what they wrote.
    if (newest.status === 'draft' && newest.author === author) await moveVersion(ctx.db, { productId: row.id, version, from: 'draft' }, { ...content, paper })
    else {
      if (newest.status === 'draft') await moveVersion(ctx.db, { productId: row.id, version, from: 'draft' }, { status: 'replaced' })
      await insertVersion(ctx.db, { ...content, productId: row.id, version: newest.version + 1, status: 'draft', author, paper, createdAt: ctx.now })
    }
    if (row.status === 'draft') await moveProduct(ctx.db, row.id, ['draft'], { ...content, version: newest.status === 'draft' && newest.author === author ? version : newest.version + 1, updatedAt: ctx.now })
    await writeAudit(ctx, { action: PRODUCT_DRAFTED, entity: 'loan-product', entityId: row.id, detail: { after: input.version, onBehalf: paper !== null } })
  })
}
