import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertNotice } from './notice.store'

/** Tells a subject something inside the app, once per kind and cause. Never an identifier or a document number. */
export async function writeNotice(ctx: Ctx, entry: { subjectId: string; kind: string; cause: string; title: string; body: string }): Promise<void> {
  await insertNotice(ctx.db, { id: newId('ntc', ctx.now), createdAt: ctx.now, readAt: null, ...entry })
}
