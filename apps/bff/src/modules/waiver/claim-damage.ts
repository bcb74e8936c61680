import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { storePhoto } from '../photo/store-photo'
import { shanghaiMoment } from '../voucher/explain-voucher'
import { moveWaiver, stateConflict, tellResident, yuan } from './move-waiver'
import { requireDeskWaiver } from './require-desk-waiver'
import { waiverPolicy } from './waiver-policy'
import { WAIVER_EDGES } from './waiver.lifecycle'
import { insertWaiverPhoto, listPhotoIds, type WaiverRow } from './waiver.store'

export const SEAL_CLAIM = 'waiver.claim'
const MAX_PHOTOS = 6

const invalid = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field, message }] })

/** Adds a photo to an order while its merchant may still claim 上传证据. The same picture twice is one. NOT_FOUND, CONFLICT, FILE_UNREADABLE, VALIDATION. */
export async function addWaiverPhoto({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; bytes: Buffer } }): Promise<string> {
  return inTransaction(outer, async (ctx) => {
    const { row } = await requireDeskWaiver(ctx, input.waiverId)
    requireClaimable(ctx, row)
    const photoId = await storePhoto({ ctx, input: { bytes: input.bytes } })
    const before = await listPhotoIds(ctx.db, row.id)
    if (before.includes(photoId)) return photoId
    if (before.length >= MAX_PHOTOS) throw invalid('photo', `最多 ${MAX_PHOTOS} 张照片`)
    await insertWaiverPhoto(ctx.db, { waiverId: row.id, photoId, addedAt: ctx.now })
    await writeAudit(ctx, { action: 'waiver.photo-added', entity: 'waiver', entityId: row.id, detail: { photoId } })
    return photoId
  })
}

/** Returned with reservation and within its time, or overdue. */
function requireClaimable(ctx: Ctx, row: WaiverRow): void {
  if (row.status === 'overdue') return
  if (row.status !== 'returned' || row.billedAt) throw stateConflict(row)
  if (!row.claimUntil || row.claimUntil <= ctx.now) throw new DomainError('CONFLICT', { detail: '申请赔偿的时间已过', facts: { claimUntil: row.claimUntil?.toISOString() ?? null } })
}

/**
 * The merchant claims damage or loss 申请赔偿, with a reason and at least one photo, within what was agreed. The person is told,
 * and has the city's days to dispute it. NOT_FOUND, CONFLICT, VALIDATION.
 */
export async function claimDamage({ ctx: outer, input }: { ctx: Ctx; input: { waiverId: string; amountFen: number; reason: string } }): Promise<WaiverRow> {
  return inTransaction(outer, async (ctx) => {
    const { row } = await requireDeskWaiver(ctx, input.waiverId)
    requireClaimable(ctx, row)
    const restFen = row.holdFen - (row.useFen ?? 0)
    if (input.amountFen > restFen) throw invalid('amountFen', `最多 ${yuan(restFen)}，超过顾客同意的上限不能收`)
    if ((await listPhotoIds(ctx.db, row.id)).length === 0) throw invalid('photo', '请先上传至少一张照片')
    const disputeUntil = new Date(ctx.now.getTime() + waiverPolicy(ctx).disputeDays * 86_400_000)
    const claimed = await moveWaiver(ctx, row, WAIVER_EDGES.claim, {
      by: 'merchant',
      set: { claimFen: input.amountFen, claimReasonSealed: ctx.keys.sealer.seal(input.reason, SEAL_CLAIM), claimedAt: ctx.now, disputeUntil },
      amountFen: input.amountFen,
    })
    await tellResident(ctx, claimed, { cause: 'claimed', title: `${row.title}：商户申请赔偿 ${yuan(input.amountFen)}`, body: `请查看照片和说明。不同意的，请在 ${shanghaiMoment(disputeUntil)} 前提出异议，由主管单位决定；到时没有提出的，按申请收取。` })
    return claimed
  })
}
