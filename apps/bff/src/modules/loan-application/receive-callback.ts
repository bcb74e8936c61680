import { LenderStep } from '@xinhui/contract'
import { z } from 'zod'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { type CallbackRow, findCallback, findWaiting, insertCallback, takeCallback } from './callback.store'
import { type ApplicationRow, countCallback, lockApplication, nameApplications } from './loan-application.store'
import { isReport } from './loan-application.lifecycle'
import { consentLives, requireLoanForStep } from './require-loan'
import { takeStep } from './take-step'

const SEAL_STEP = 'loan_callback.step'

/** `seq` counts the lender's own steps of one application from 1, without a gap. */
const Callback = z.strictObject({ applicationId: z.string().regex(/^lap_[0-9a-z]{26}$/), seq: z.number().int().min(1).max(10_000), step: LenderStep })

interface Received {
  outcome: CallbackRow['outcome']
  code: string | null
  applicationId: string
  seq: number
  status: ApplicationRow['status']
}

/**
 * Takes in one signed report of a lender's system. The same message again is answered as the first time; one that comes before its
 * turn waits for those before it; one that no longer fits what the application is by now is rejected with its code, and its place is
 * used up, so that what follows is not held up for ever. NOT_FOUND, CONSENT_ENDED, VALIDATION; CONFLICT when another message has the
 * id or the place.
 */
export async function receiveCallback({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string; id: string; text: string } }): Promise<Received> {
  const parsed = Callback.safeParse(parse(input.text))
  if (!parsed.success) throw new DomainError('VALIDATION', { detail: parsed.error.issues[0]?.message ?? '', errors: parsed.error.issues.map((i) => ({ field: i.path.join('.') || '(内容)', message: i.message })) })
  const { applicationId, seq, step } = parsed.data
  return inTransaction(outer, async (ctx) => {
    const bodyHash = ctx.keys.sealer.fingerprint(input.text, 'content')
    const earlier = await findCallback(ctx.db, input.lenderId, input.id)
    // What was taken in once is answered whatever became of the consent: it says nothing the lender did not say itself.
    if (!earlier) await requireLoanForStep(ctx, applicationId, step.kind)
    // The lock puts the reports of one application one after the other, in every process.
    const row = await lockApplication(ctx.db, applicationId)
    if (!row || row.lenderId !== input.lenderId) throw new DomainError('NOT_FOUND')
    await insertCallback(ctx.db, { lenderId: input.lenderId, id: input.id, applicationId, seq, bodyHash, stepSealed: ctx.keys.sealer.seal(JSON.stringify(step), SEAL_STEP), outcome: 'waiting', receivedAt: ctx.now })
    const mine = await findCallback(ctx.db, input.lenderId, input.id)
    if (!mine) throw new DomainError('CONFLICT', { detail: '这个序号已有另一条消息', facts: { applicationId, seq } })
    if (mine.bodyHash !== bodyHash) throw new DomainError('CONFLICT', { detail: '这个消息编号已用于其他内容', facts: { applicationId, seq } })
    const now = await takeWaiting(ctx, row)
    const after = await findCallback(ctx.db, input.lenderId, input.id)
    return { outcome: after?.outcome ?? 'waiting', code: after?.code ?? null, applicationId, seq, status: now.status }
  })
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('BAD_REQUEST', { detail: '内容不是有效的 JSON' })
  }
}

/** Takes what waits, in the lender's order, as far as there is no gap. */
async function takeWaiting(ctx: Ctx, row: ApplicationRow): Promise<ApplicationRow> {
  let now = row
  for (let seq = row.callbackSeq + 1; ; seq += 1) {
    const next = await findWaiting(ctx.db, row.id, seq)
    if (!next) return now
    const step = LenderStep.parse(JSON.parse(ctx.keys.sealer.open(next.stepSealed, SEAL_STEP)))
    const code = await tryStep(ctx, now, step)
    await takeCallback(ctx.db, next, { outcome: code === null ? 'applied' : 'rejected', code, takenAt: ctx.now })
    await countCallback(ctx.db, row.id, seq)
    now = (await lockApplication(ctx.db, row.id)) ?? now
  }
}

/** Null when the step was taken; the code of its refusal otherwise. Refusals change nothing: they are all decided before anything is written. */
async function tryStep(ctx: Ctx, row: ApplicationRow, step: LenderStep): Promise<string | null> {
  const [named] = await nameApplications(ctx.db, [row.id])
  if (!named || (!consentLives(named, ctx.now) && !(row.signedOn !== null && isReport(step.kind)))) return 'CONSENT_ENDED'
  try {
    await takeStep({ ctx, input: { applicationId: row.id, step } })
    return null
  } catch (error) {
    if (error instanceof DomainError && error.status < 500) return error.code
    throw error
  }
}
