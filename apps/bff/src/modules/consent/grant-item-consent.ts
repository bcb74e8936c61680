import { concernsSubject, type CatalogItem, type SubjectKind } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { cityData } from '../city/city-data'
import { recomputeScore } from '../score/recompute-score'
import { findSubject } from '../subject/subject.store'
import { type ConsentRow, findConsent } from './consent.store'
import { grantConsent } from './grant-consent'
import { itemPurpose } from './item-purpose'

/** Special classes 专项信息 of the catalogue that subjects of this kind may authorise. */
export const specialItems = (ctx: Ctx, kind: SubjectKind): CatalogItem[] => cityData(ctx.city).catalog.items.filter((i) => i.publicity === 'authorized' && concernsSubject(i, kind))

/**
 * Authorises one special class for the city's use, by itself (PIPL 23, 29); the score follows in the same transaction.
 * NOT_FOUND for an item that is no special class of this subject, CONSENT_TEXT_OUTDATED when another text was read.
 */
export async function grantItemConsent({ ctx: outer, input }: { ctx: Ctx; input: { subjectId: string; item: string; textVersion: string } }): Promise<ConsentRow> {
  return inTransaction(outer, async (ctx) => {
    const { textVersion } = ctx.city.itemConsent
    if (input.textVersion !== textVersion) throw new DomainError('CONSENT_TEXT_OUTDATED', { facts: { textVersion } })
    const subject = await findSubject(ctx.db, input.subjectId)
    const item = subject && specialItems(ctx, subject.kind).find((i) => i.code === input.item)
    if (!item) throw new DomainError('NOT_FOUND', { detail: '目录里没有这一项专项信息' })
    const id = await grantConsent({
      ctx,
      input: { subjectId: input.subjectId, purpose: itemPurpose(item.code), receiver: 'city', fields: item.contentFields.map((f) => f.title), textVersion, expiresAt: null },
    })
    await recomputeScore({ ctx, input: { subjectId: input.subjectId } })
    const row = await findConsent(ctx.db, input.subjectId, id)
    if (!row) throw new Error('a consent given a moment ago is gone')
    return row
  })
}
