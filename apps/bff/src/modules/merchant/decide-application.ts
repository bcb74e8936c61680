import type { Defect } from '@xinhui/contract'
import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { writeNotice } from '../notice/write-notice'
import { isOnSeriousList } from '../record/serious-list.store'
import { APPLICATION_EDGES } from './application.lifecycle'
import { type ApplicationRow, findApplication, lockApplication, moveApplication } from './application.store'
import { insertMerchant, readmitMerchant } from './merchant.store'
import { insertPost } from './post.store'
import { signAgreement } from './sign-agreement'
import { insertStores } from './store.store'
import { newStore } from './write-store'

export type Decision = { outcome: 'approved' } | { outcome: 'returned'; defects: Defect[] } | { outcome: 'refused'; reason: string }

/**
 * Decides an application, once: of two officers one finds it moved. Approval makes merchant, stores, the applicant's owner post and
 * the agreement in the same transaction. NOT_FOUND; CONFLICT with its state and since when; SECOND_PERSON_NEEDED for what the
 * officer entered themself; CONFLICT when all defects were told already, or the firm is on a serious list or a partner by now.
 */
export async function decideApplication({ ctx: outer, input }: { ctx: Ctx; input: { applicationId: string; staffId: string; decision: Decision } }): Promise<ApplicationRow> {
  return inTransaction(outer, async (ctx) => {
    const seen = await lockApplication(ctx.db, input.applicationId)
    if (!seen || seen.status === 'draft') throw new DomainError('NOT_FOUND')
    if (seen.status !== 'submitted') throw decided(seen)
    if (seen.filedByStaffId === input.staffId) throw new DomainError('SECOND_PERSON_NEEDED', { detail: '您录入的申请，须由另一人审核' })
    const moved = await move(ctx, seen, input)
    await writeAudit(ctx, { action: APPLICATION_EDGES[input.decision.outcome].event, entity: 'merchant_application', entityId: moved.id, detail: { firmId: moved.firmId, merchantId: moved.merchantId } })
    if (moved.applicantId) await writeNotice(ctx, { subjectId: moved.applicantId, kind: 'merchant.application', cause: `${moved.id}:${moved.status}`, ...wordsOf(input.decision, moved.name) })
    return moved
  })
}

const decided = (row: ApplicationRow) => new DomainError('CONFLICT', { detail: row.status === 'returned' ? '已要求补正，等待申请人重新提交' : '这份申请已有结果', facts: { status: row.status, since: (row.decidedAt ?? row.returnedAt)?.toISOString() ?? null } })

async function move(ctx: Ctx, seen: ApplicationRow, input: { staffId: string; decision: Decision }): Promise<ApplicationRow> {
  const { decision } = input
  const end = { decidedAt: ctx.now, decidedByStaffId: input.staffId }
  if (decision.outcome === 'returned' && seen.returnedAt) throw new DomainError('CONFLICT', { detail: '补正意见只能一次告知，请通过或不予通过', facts: { status: seen.status, since: seen.returnedAt.toISOString() } })
  const merchantId = decision.outcome === 'approved' ? await admit(ctx, seen) : null
  const set = decision.outcome === 'approved' ? { ...end, merchantId } : decision.outcome === 'refused' ? { ...end, refusalReason: decision.reason } : { returnedAt: ctx.now, defects: decision.defects }
  const [moved] = await moveApplication(ctx.db, APPLICATION_EDGES[decision.outcome], { id: seen.id, set, once: decision.outcome === 'returned' })
  if (!moved) throw decided((await findApplication(ctx.db, seen.id)) ?? seen)
  return moved
}

/** Makes the partner. What was true when it was submitted may not be any more. */
async function admit(ctx: Ctx, row: ApplicationRow): Promise<string> {
  const today = dayInShanghai(ctx.now.getTime())
  if (await isOnSeriousList(ctx.db, row.firmId, today)) throw new DomainError('CONFLICT', { detail: '企业在严重失信主体名单，不能通过' })
  const [fresh] = await insertMerchant(ctx.db, { id: newId('mer', ctx.now), subjectId: row.firmId, name: row.name, industry: row.industry, status: 'active', createdAt: ctx.now, updatedAt: ctx.now })
  const [made] = fresh ? [fresh] : await readmitMerchant(ctx.db, { subjectId: row.firmId, name: row.name, industry: row.industry, now: ctx.now })
  if (!made) throw new DomainError('CONFLICT', { detail: '这家企业已是合作商户' })
  const merchantId = made.id
  await insertStores(ctx.db, row.stores.map((store) => newStore(ctx, merchantId, store)))
  if (row.applicantId) await insertPost(ctx.db, { id: newId('pos', ctx.now), merchantId, storeId: null, subjectId: row.applicantId, role: 'owner', createdAt: ctx.now })
  await writeAudit(ctx, { action: 'merchant.approve', entity: 'merchant', entityId: merchantId, detail: { applicationId: row.id, readmitted: fresh === undefined, stores: row.stores.length } })
  await signAgreement(ctx, { merchantId, textVersion: row.agreementVersion ?? '', from: today })
  return merchantId
}

function wordsOf(decision: Decision, name: string): { title: string; body: string } {
  switch (decision.outcome) {
    case 'approved':
      return { title: `“${name}”已入驻`, body: '您是店主，可以在商户工作台邀请店员、管理门店。' }
    case 'returned':
      return { title: `“${name}”的入驻申请需要补正`, body: `需要补正 ${decision.defects.length} 处，已一次列明，改好后重新提交。` }
    case 'refused':
      return { title: `“${name}”的入驻申请未通过`, body: `原因：${decision.reason}` }
  }
}
