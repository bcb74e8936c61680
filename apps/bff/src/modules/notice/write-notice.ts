import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { insertNotice } from './notice.store'

/** Tells many subjects at once, each once per kind and cause: for what happens to everybody who holds something. */
export async function writeNotices(ctx: Ctx, entries: readonly { subjectId: string; kind: string; cause: string; title: string; body: string }[]): Promise<void> {
  if (entries.length > 0) await insertNotice(ctx.db, entries.map((entry) => ({ id: newId('ntc', ctx.now), createdAt: ctx.now, readAt: null, ...entry })))
}

/** Tells a subject something inside the app, once per kind and cause. Never an identifier or a document number. */
export async function writeNotice(ctx: Ctx, entry: { subjectId: string; kind: string; cause: string; title: string; body: string }): Promise<void> {
  await insertNotice(ctx.db, { id: newId('ntc', ctx.now), createdAt: ctx.now, readAt: null, ...entry })
}
