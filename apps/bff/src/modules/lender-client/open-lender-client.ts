import type { Ctx } from '../../context'
import { type ClientBook, openClient } from '../identity/open-client'
import { findLivingLenderClient, spendLenderAssertion } from './lender-client.store'

/** Opens a lender's access token for a client assertion: see `openClient`. */
export function openLenderClient({ ctx, input }: { ctx: Ctx; input: { form: Readonly<Record<string, string>>; audiences: string[] } }): ReturnType<typeof openClient> {
  const book: ClientBook = { prefix: 'lcl', find: (id) => findLivingLenderClient(ctx.db, id), spend: (row) => spendLenderAssertion(ctx.db, row) }
  return openClient({ ctx, input: { ...input, book } })
}
