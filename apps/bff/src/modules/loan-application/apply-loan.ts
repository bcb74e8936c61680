import type { LoanField } from '@xinhui/contract'
import { addDays, addMonths, dayInShanghai, startOfDayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { callerSubject } from '../../http/caller'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { grantConsent } from '../consent/grant-consent'
import { findOfferedProduct } from '../loan-request/offered-product.store'
import { loanPolicy } from '../loan-request/loan-policy'
import { lockRequest } from '../loan-request/loan-request.store'
import { type ApplicationRow, findOpenApplication, insertApplication } from './loan-application.store'
import { LOAN_SUBMITTED } from './loan-application.lifecycle'
import type { LoanSla } from './loan-clocks'
import { loanPurpose } from './loan-purpose'
import { recordEvent } from './move-loan'
import { placeOf } from './place-of'
import { tellLender } from './tell-lender'

/**
 * Authorises one lender and applies to it, in one transaction: no application without its own living consent. CONSENT_TEXT_OUTDATED;
 * VALIDATION where a required field was left out; CONFLICT when the request is over, the product is not offered today, or an
 * application to this lender is under way; the facts name it.
 */
export async function applyForLoan({ ctx: outer, input }: { ctx: Ctx; input: { requestId: string; productId: string; fields: readonly LoanField[]; months: number; textVersion: string } }): Promise<ApplicationRow> {
  const policy = loanPolicy(outer.city)
  const { textVersion, fields: known, maxMonths } = policy.consent
  if (input.textVersion !== textVersion) throw new DomainError('CONSENT_TEXT_OUTDATED', { facts: { textVersion } })
  const missing = known.filter((f) => f.required && !input.fields.includes(f.code))
  if (missing.length > 0) throw new DomainError('VALIDATION', { detail: `申请贷款需要授权：${missing.map((f) => f.title).join('、')}`, errors: [{ field: 'fields', message: '缺少必需的授权' }] })
  if (input.months > maxMonths) throw new DomainError('VALIDATION', { detail: `授权最长 ${maxMonths} 个月`, errors: [{ field: 'months', message: `最长 ${maxMonths} 个月` }] })
  return inTransaction(outer, async (ctx) => {
    const today = dayInShanghai(ctx.now.getTime())
    const request = await lockRequest(ctx.db, input.requestId)
    if (!request || request.status !== 'standing' || request.validUntil < today) throw new DomainError('CONFLICT', { detail: '这条需求已经关闭或到期，请重新填写' })
    const product = await findOfferedProduct(ctx.db, { productId: input.productId, day: today })
    if (!product) throw new DomainError('CONFLICT', { detail: '这个产品现在不能申请' })
    const open = await findOpenApplication(ctx.db, request.id, product.lenderId)
    if (open) throw new DomainError('CONFLICT', { detail: '已经向这家银行提交过申请', facts: { applicationId: open.id } })
    const fields = known.map((f) => f.code).filter((code) => input.fields.includes(code))
    const consentId = await grantConsent({
      ctx,
      input: { subjectId: request.subjectId, purpose: loanPurpose(request.id), receiver: product.lenderId, fields, textVersion, expiresAt: new Date(startOfDayInShanghai(addDays(addMonths(today, input.months), 1))) },
    })
    const made = await insertApplication(ctx.db, {
      id: newId('lap', ctx.now),
      requestId: request.id,
      subjectId: request.subjectId,
      applicantId: callerSubject(ctx),
      lenderId: product.lenderId,
      productId: product.id,
      productVersion: product.version,
      consentId,
      status: 'submitted',
      amountFen: request.amountFen,
      termMonths: request.termMonths,
      coordinated: request.coordination === 'recommended',
      ...(await placeOf(ctx, request.subjectId)),
      zone: product.zone,
      isCreditLoan: product.kind === 'credit',
      submittedAt: ctx.now,
    })
    if (!made) throw new DomainError('CONFLICT', { detail: '已经向这家银行提交过申请' })
    const sla: LoanSla = { accept: policy.sla.accept, answer: product.responseWorkingDays, reply: policy.sla.reply, sign: policy.sla.sign, disburse: policy.sla.disburse, months: made.coordinated ? policy.coordination.months : null }
    await recordEvent(ctx, made, 'submit', { sla, productId: product.id, fields })
    await writeAudit(ctx, { action: LOAN_SUBMITTED, entity: 'loan-application', entityId: made.id, detail: { requestId: request.id, lenderId: product.lenderId, productId: product.id, consentId, fields } })
    await tellLender(ctx, made, LOAN_SUBMITTED)
    return made
  })
}
