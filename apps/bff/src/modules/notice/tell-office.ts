import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertOfficeNotice, type OfficeNoticeRow } from './office-notice.store'

type About = Pick<OfficeNoticeRow, 'merchantId' | 'perkId' | 'caseId' | 'objectionId' | 'productId' | 'lenderId' | 'office' | 'forLead'>

/** Tells the office and the merchant's console users, or with `lenderId` that lender's officers alone, once per kind and cause. Never a person, an identifier or a document number. */
export async function tellOffice(ctx: Ctx, entry: Omit<OfficeNoticeRow, 'id' | 'createdAt' | keyof About> & Partial<About>): Promise<void> {
  await insertOfficeNotice(ctx.db, { merchantId: null, perkId: null, caseId: null, objectionId: null, productId: null, lenderId: null, office: null, forLead: false, ...entry, id: newId('ofn', ctx.now), createdAt: ctx.now })
}
