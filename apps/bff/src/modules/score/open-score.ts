import { ageOn, dayInShanghai, scoreTotal } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { deleteRefusal } from '../consent/consent.store'
import { grantConsent } from '../consent/grant-consent'
import { findSubject } from '../subject/subject.store'
import { listScoreFiles } from '../record/batch-records.store'
import { modelInForce, runModels } from './models'
import { FIRST } from './plan-batch'
import { insertHistory, replaceBases } from './score-batch.store'
import { basisOf } from './score-state'
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
    const day = dayInShanghai(ctx.now.getTime())
    const { minimumAgeYears = 18 } = await modelInForce(ctx, 'person', day)
    if (!subject.birthDay || ageOn(subject.birthDay, day) < minimumAgeYears) throw new DomainError('SCORE_UNDER_AGE')
    if (await findScore(ctx.db, input.subjectId)) return
    const consentId = await grantConsent({
      ctx,
      input: { subjectId: input.subjectId, purpose: SCORE_PURPOSE, receiver: SCORE_RECEIVER, fields: text.fields, textVersion: text.textVersion, expiresAt: null },
    })
    // Two openings at once met at the consent: the second one finds what the first made.
    if (await findScore(ctx.db, input.subjectId)) return
    await deleteRefusal(ctx.db, input.subjectId, SCORE_PURPOSE)
    const { model, reading } = await runModels(ctx, 'person', day)
    const file = (await listScoreFiles(ctx.db, { subjectIds: [input.subjectId], reading, now: ctx.now })).get(input.subjectId) ?? { records: [], text: '' }
    const [{ totalCenti, grade }, { basis, digest }, modelId, id] = [scoreTotal(model, file.records, day), basisOf(model, file), model.id, newId('sco', ctx.now)]
    await insertScore(ctx.db, { id, subjectId: input.subjectId, consentId, modelId, day, totalCenti, grade, digest, change: null, computedAt: ctx.now })
    await replaceBases(ctx.db, 'person', [{ ownerId: id, basis }])
    await insertHistory(ctx.db, 'person', [{ id: newId('his', ctx.now), ownerId: id, modelId, day, totalCenti, grade, deltaCenti: 0, reason: FIRST.person, moves: [] }], ctx.now)
    await writeAudit(ctx, { action: 'score.open', entity: 'score', entityId: id, detail: { consentId, modelId } })
  })
}
