import type { Ctx } from '../../context'
import { type ClientBook, openClient } from '../identity/open-client'
import { findLivingTill, spendAssertion } from './till.store'

/** Opens a till's access token for a client assertion: see `openClient`. */
export function openTill({ ctx, input }: { ctx: Ctx; input: { form: Readonly<Record<string, string>>; audiences: string[] } }): ReturnType<typeof openClient> {
  const book: ClientBook = { prefix: 'tcl', find: (id) => findLivingTill(ctx.db, id), spend: (row) => spendAssertion(ctx.db, row) }
  return openClient({ ctx, input: { ...input, book } })
}
