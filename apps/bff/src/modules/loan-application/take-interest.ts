import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { insertInterest, lockRequest } from '../loan-request/loan-request.store'
import { findOfferedProduct } from '../loan-request/offered-product.store'
import { tellFirm } from '../loan-request/tell-firm'
import { hasSigned } from './loan-application.store'

export const INTEREST_TAKEN = 'loan-request.interest'

/** A lender offers to take a need from the pool 抢单, once; the firm is told and decides. NOT_FOUND when it is not in the pool, CONFLICT when something is signed for it. */
export async function takeInterest({ ctx: outer, input }: { ctx: Ctx; input: { requestId: string; lenderId: string; productId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const today = dayInShanghai(ctx.now.getTime())
    const request = await lockRequest(ctx.db, input.requestId)
    if (!request?.inPool || request.status !== 'standing' || request.validUntil < today) throw new DomainError('NOT_FOUND', { detail: '这条需求不在抢单池里' })
    if (await hasSigned(ctx.db, request.id)) throw new DomainError('CONFLICT', { detail: '企业已经和银行签约' })
    const product = await findOfferedProduct(ctx.db, { productId: input.productId, day: today, lenderId: input.lenderId })
    if (!product) throw new DomainError('VALIDATION', { detail: '请选择本机构已发布的产品', errors: [{ field: 'productId', message: '不是本机构已发布的产品' }] })
    const [made] = await insertInterest(ctx.db, { id: newId('lin', ctx.now), requestId: request.id, lenderId: input.lenderId, productId: product.id, at: ctx.now })
    if (!made) throw new DomainError('CONFLICT', { detail: '本机构已经抢过这一单' })
    await writeAudit(ctx, { action: INTEREST_TAKEN, entity: 'loan-request', entityId: request.id, detail: { lenderId: input.lenderId, productId: product.id } })
    await tellFirm(ctx, request.subjectId, { kind: 'loan-request.interest', cause: made.id, title: '有银行愿意接您的需求', body: `产品“${product.name}”。您授权以后它才看得到企业信息。` })
  })
}
