import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { findProduct } from '../lender/lender.store'
import { enqueue } from '../outbox/enqueue'
import { PRODUCT_ATTACHED, PRODUCT_CONFIRMED, PRODUCT_DETACHED } from './loan-programme.lifecycle'
import { confirmAttachment, deleteAttachment, findAttachment, holdProgramme, insertAttachment, type ProgrammeRow } from './loan-programme.store'

interface Pair { code: string; productId: string }

const percent = (bps: number) => `${bps / 100}%`

/** Why a product cannot be under a programme by what it asks of firms; null when it can. */
export const dearerThan = ({ maxRateBps }: Pick<ProgrammeRow, 'maxRateBps'>, { rateMaxBps }: { rateMaxBps: number }): string | null =>
  maxRateBps !== null && rateMaxBps > maxRateBps ? `产品最高年利率 ${percent(rateMaxBps)}，超过项目规定的 ${percent(maxRateBps)}` : null

async function requireBoth(ctx: Ctx, { code, productId }: Pair): Promise<void> {
  const programme = await holdProgramme(ctx.db, code)
  const product = await findProduct(ctx.db, productId)
  if (!programme || !product) throw new DomainError('NOT_FOUND')
  if (programme.status === 'ended' || product.status === 'ended') throw new DomainError('CONFLICT', { detail: programme.status === 'ended' ? '项目已结束' : '产品已结束' })
  const dear = dearerThan(programme, product)
  if (dear !== null) throw new DomainError('VALIDATION', { detail: dear, errors: [{ field: 'productId', message: dear }] })
}

/** Puts a product forward for a programme. Refuses: NOT_FOUND, VALIDATION when it is dearer than the programme allows, CONFLICT (ended, or attached already). */
export async function attachProduct({ ctx: outer, input }: { ctx: Ctx; input: Pair }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    await requireBoth(ctx, input)
    const [row] = await insertAttachment(ctx.db, { programmeCode: input.code, productId: input.productId, attachedBy: actorName(ctx.actor), attachedAt: ctx.now })
    if (!row) throw new DomainError('CONFLICT', { detail: '这个产品已经在项目里' })
    await writeAudit(ctx, { action: PRODUCT_ATTACHED, entity: 'loan-programme', entityId: input.code, detail: { productId: input.productId } })
  })
}

/** Confirms it: from the commit on its firms are judged for the programme. Refuses: NOT_FOUND, SECOND_PERSON_NEEDED, VALIDATION, CONFLICT. */
export async function confirmProduct({ ctx: outer, input }: { ctx: Ctx; input: Pair }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const seen = await findAttachment(ctx.db, input)
    if (!seen) throw new DomainError('NOT_FOUND')
    const confirmedBy = actorName(ctx.actor)
    if (seen.attachedBy === confirmedBy) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '由您加入的产品，须由另一人确认' })
    await requireBoth(ctx, input)
    const [row] = await confirmAttachment(ctx.db, input, { confirmedBy, confirmedAt: ctx.now })
    if (!row) throw new DomainError('CONFLICT', { detail: '已经确认过' })
    await writeAudit(ctx, { action: PRODUCT_CONFIRMED, entity: 'loan-programme', entityId: input.code, detail: { productId: input.productId } })
    await enqueue(ctx, 'loan-programme.moved', { code: input.code, event: PRODUCT_CONFIRMED })
  })
}

/** Takes a product out: nothing new is promised under it. Refuses: NOT_FOUND. */
export async function detachProduct({ ctx: outer, input }: { ctx: Ctx; input: Pair }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const [row] = await deleteAttachment(ctx.db, input)
    if (!row) throw new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: PRODUCT_DETACHED, entity: 'loan-programme', entityId: input.code, detail: { productId: input.productId } })
  })
}
