import { ageOn, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { deleteRefusal } from '../consent/consent.store'
import { grantConsent } from '../consent/grant-consent'
import { findSubject } from '../subject/subject.store'
import { computeScore } from './compute-score'
import { modelInForce } from './models'
import { FIRST } from './plan-batch'
import { insertHistory } from './score-batch.store'
import { stateOf } from './score-state'
import { findScore, insertScore } from './score.store'

export const SCORE_PURPOSE = 'score'
export const SCORE_RECEIVER = 'city'

/**
 * Opens a person's score by explicit consent (PIPL art. 14; "Rules that no configuration may switch off" 1).
 * Consent, score, the first row of its history and audit commit together; opening an open score changes nothing.
 * Refuses: CONSENT_TEXT_OUTDATED when another text was read, SCORE_UNDER_AGE below the model's age.
 */
export async function openScore({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string; textVersion: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const text = ctx.city.scoreConsent
    if (input.textVersion !== text.textVersion) throw new DomainError('CONSENT_TEXT_OUTDATED', { facts: { textVersion: text.textVersion } })
    const subject = await findSubject(ctx.db, input.subjectId)
    if (!subject || subject.kind !== 'person') throw new DomainError('NOT_FOUND')
    const { minimumAgeYears = 18 } = await modelInForce(ctx, 'person')
    if (!subject.birthDay || ageOn(subject.birthDay, dayInShanghai(ctx.now.getTime())) < minimumAgeYears) throw new DomainError('SCORE_UNDER_AGE')
    if (await findScore(ctx.db, input.subjectId)) return
    const consentId = await grantConsent({
      ctx,
      input: { subjectId: input.subjectId, purpose: SCORE_PURPOSE, receiver: SCORE_RECEIVER, fields: text.fields, textVersion: text.textVersion, expiresAt: null },
    })
    await deleteRefusal(ctx.db, input.subjectId, SCORE_PURPOSE)
    const state = stateOf(await computeScore(ctx, input.subjectId))
    const id = newId('sco', ctx.now)
    await insertScore(ctx.db, { id, subjectId: input.subjectId, consentId, ...state, change: null, computedAt: ctx.now })
    const { modelId, day, totalCenti, grade } = state
    await insertHistory(ctx.db, 'person', [{ id: newId('his', ctx.now), ownerId: id, modelId, day, totalCenti, grade, deltaCenti: 0, reason: FIRST.person, moves: [] }], ctx.now)
    await writeAudit(ctx, { action: 'score.open', entity: 'score', entityId: id, detail: { consentId, modelId } })
  })
}
