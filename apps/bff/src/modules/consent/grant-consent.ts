import { type Ctx, inTransaction } from '../../context'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { expireConsent, findLivingConsent, insertConsent } from './consent.store'

export interface NewConsent {
  subjectId: string
  purpose: string
  /** Who gets the data: `city`, or a merchant's or lender's id. Each receiver needs a consent of its own (PIPL 23). */
  receiver: string
  fields: string[]
  /** Version of the text that was shown. */
  textVersion: string
  expiresAt: Date | null
}

/** The id of the living consent for this purpose and receiver, given now or before. One whose end has passed is ended first. */
export function grantConsent({ ctx: outer, input }: { ctx: Ctx; input: NewConsent }): Promise<string> {
  return inTransaction(outer, async (ctx) => {
    await expireConsent(ctx.db, { subjectId: input.subjectId, purpose: input.purpose, receiver: input.receiver, now: ctx.now })
    const [made] = await insertConsent(ctx.db, { id: newId('con', ctx.now), ...input, status: 'living', grantedAt: ctx.now })
    if (made) {
      await writeAudit(ctx, { action: 'consent.grant', entity: 'consent', entityId: made.id, detail: { purpose: input.purpose, receiver: input.receiver, textVersion: input.textVersion } })
      return made.id
    }
    const living = await findLivingConsent(ctx.db, input)
    if (!living) throw new Error('a living consent refused this one and is gone')
    return living.id
  })
}
