import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertOfficeNotice, type OfficeNoticeRow } from './office-notice.store'

/** Tells the office, and the merchant's console users, once per kind and cause. Never a person, an identifier or a document number. */
export async function tellOffice(ctx: Ctx, entry: Omit<OfficeNoticeRow, 'id' | 'createdAt' | 'perkId'> & { perkId?: string }): Promise<void> {
  await insertOfficeNotice(ctx.db, { perkId: null, ...entry, id: newId('ofn', ctx.now), createdAt: ctx.now })
}
