import { createHash } from 'node:crypto'
import type { AgreementState } from '@xinhui/contract'
import { addDays, addMonths, dayInShanghai, daysBetween } from '@xinhui/rules'
import { actorName, type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { tellOffice } from '../notice/tell-office'
import { enqueue } from '../outbox/enqueue'
import { type AgreementRow, findAgreement, findLastAgreement, insertAgreement, listEnding, markReminded, setIssuesUntil } from './agreement.store'
import { findMerchant } from './merchant.store'
import { notifyMerchant } from './notify-merchant'
import { lockMerchant } from './post.store'

/** A term signed on paper may be longer or shorter than the city's own, within reason. */
const LONGEST_TERM_MONTHS = 60
/** Another term may be signed so long before the end of this one. */
const RENEW_WITHIN_DAYS = 60
const STAGES = [0, 7, 30] as const

export function requireText(ctx: Ctx, textVersion: string): void {
  if (textVersion !== ctx.city.merchantAgreement.textVersion) throw new DomainError('CONSENT_TEXT_OUTDATED', { detail: '合作协议已更新，请重新阅读' })
}

/** Writes a signed term down and lets the merchant issue until its last day: the city's months after `from`, or the day that was signed. In the caller's transaction. */
export async function signAgreement(ctx: Ctx, by: { merchantId: string; textVersion: string; from: string; until?: string | undefined }): Promise<AgreementRow> {
  const text = ctx.city.merchantAgreement
  const validUntil = by.until ?? addDays(addMonths(by.from, text.validMonths), -1)
  const [signed] = await insertAgreement(ctx.db, {
    id: newId('mag', ctx.now),
    merchantId: by.merchantId,
    textVersion: by.textVersion,
    textSha256: createHash('sha256').update(JSON.stringify([text.title, text.paragraphs])).digest('hex'),
    validFrom: by.from,
    validUntil,
    signedAt: ctx.now,
    signedBy: actorName(ctx.actor),
  })
  if (!signed) throw new DomainError('CONFLICT', { detail: '这一期协议已签署' })
  await setIssuesUntil(ctx.db, by.merchantId, validUntil, ctx.now)
  await writeAudit(ctx, { action: 'agreement.sign', entity: 'merchant', entityId: by.merchantId, detail: { agreementId: signed.id, textVersion: by.textVersion, validFrom: by.from, validUntil } })
  return signed
}

/**
 * Signs another term 续签, in the last sixty days or after the end, and for a merchant that came without one. It joins on to a
 * running term, or begins today. `until`: the last day, where the office writes down what was signed on paper; the merchant is told.
 * The reminders of the new term start anew, and the terms before stay as they were. NOT_FOUND (also for a merchant that has left);
 * CONSENT_TEXT_OUTDATED; CONFLICT when it is too early; VALIDATION for a last day before the term begins or too far away.
 */
export async function renewAgreement({ ctx: outer, input }: { ctx: Ctx; input: { merchantId: string; textVersion: string; until?: string } }): Promise<AgreementState> {
  requireText(outer, input.textVersion)
  return inTransaction(outer, async (ctx) => {
    const merchant = await lockMerchant(ctx.db, input.merchantId)
    if (!merchant || merchant.status === 'terminated') throw new DomainError('NOT_FOUND')
    const last = await findLastAgreement(ctx.db, merchant.id)
    const today = dayInShanghai(ctx.now.getTime())
    if (last && !mayRenew(last.validUntil, today)) throw new DomainError('CONFLICT', { detail: `协议到 ${last.validUntil}，到期前 ${RENEW_WITHIN_DAYS} 天起可以续签`, facts: { validUntil: last.validUntil } })
    const from = last && last.validUntil >= today ? addDays(last.validUntil, 1) : today
    const { until } = input
    if (until !== undefined && (until < from || until > addMonths(from, LONGEST_TERM_MONTHS))) throw new DomainError('VALIDATION', { detail: `到期日应在 ${from} 之后 5 年内`, errors: [{ field: 'validUntil', message: `应在 ${from} 之后 5 年内` }] })
    const signed = await signAgreement(ctx, { merchantId: merchant.id, textVersion: input.textVersion, from, until })
    if (ctx.actor.kind === 'staff') await notifyMerchant(ctx, merchant.id, { kind: 'merchant.agreement', cause: `${signed.id}:signed`, title: `${merchant.name}：合作协议已续签`, body: `信用办按签署的纸质协议登记：${signed.validFrom} 至 ${signed.validUntil}。与您手里的协议不一致的，请拨打 ${ctx.city.hotline}。` })
    return agreementState(ctx, signed)
  })
}

const mayRenew = (validUntil: string, today: string): boolean => daysBetween(today, validUntil) <= RENEW_WITHIN_DAYS

/** Where it stands today. */
export function agreementState(ctx: Ctx, last: AgreementRow | undefined): AgreementState {
  if (!last) return { state: 'outside', textVersion: null, signedAt: null, validUntil: null, daysLeft: null, mayRenew: true }
  const today = dayInShanghai(ctx.now.getTime())
  const daysLeft = daysBetween(today, last.validUntil)
  return {
    state: daysLeft < 0 ? 'over' : daysLeft <= 30 ? 'ending' : 'running',
    textVersion: last.textVersion,
    signedAt: last.signedAt.toISOString(),
    validUntil: last.validUntil,
    daysLeft: Math.max(0, daysLeft),
    mayRenew: mayRenew(last.validUntil, today),
  }
}

/** The sweep: 30 and 7 days before the end and once it is over, each once. A stage that was slept through is skipped for the nearer one. Answers how many it looked at. */
export async function remindAgreements({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const today = dayInShanghai(outer.now.getTime())
  const ending = await listEnding(outer.db, { day: addDays(today, 30), limit: input.limit })
  let told = 0
  for (const { id, validUntil, remindedDays } of ending) {
    const left = daysBetween(today, validUntil)
    const stage = STAGES.find((days) => (days === 0 ? left < 0 : left <= days))
    if (stage === undefined || (remindedDays !== null && remindedDays <= stage)) continue
    await inTransaction(outer, async (ctx) => {
      if ((await markReminded(ctx.db, id, stage)).length > 0) await enqueue(ctx, 'merchant.agreement', { agreementId: id, days: stage })
    })
    told += 1
  }
  return told
}

/** Tells the owners and managers of one stage, once. */
export async function tellAgreement({ ctx, input }: { ctx: Ctx; input: { agreementId: string; days: number } }): Promise<void> {
  const agreement = await findAgreement(ctx.db, input.agreementId)
  const merchant = agreement && (await findMerchant(ctx.db, agreement.merchantId))
  if (!agreement || !merchant) return
  const words =
    input.days === 0
      ? { title: `${merchant.name}：合作协议已到期`, body: '新券已停止发放，已发出的券照常核销。店主在“合作协议”里续签后，马上恢复。' }
      : { title: `${merchant.name}：合作协议 ${input.days} 天内到期`, body: `协议到 ${agreement.validUntil}。店主可以在“合作协议”里续签；到期未续签的，停止发放新券。` }
  const told = { kind: 'merchant.agreement', cause: `${agreement.id}:${input.days}` } as const
  await notifyMerchant(ctx, merchant.id, { ...told, ...words })
  await tellOffice(ctx, { ...told, merchantId: merchant.id, title: words.title, body: input.days === 0 ? '新券已停止发放，已发出的券照常核销。已通知商户续签。' : `协议到 ${agreement.validUntil}，已通知商户续签。` })
}
