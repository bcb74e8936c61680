import type { Ctx } from '../../context'
import { writeNotice } from '../notice/write-notice'
import { listLivingPosts } from './post.store'

/**
 * Tells every living owner and manager of a merchant something inside the app, each once per kind and cause. In the caller's
 * transaction; a merchant without such people is told nothing. Never an identifier, a document number or anything of a resident.
 */
export async function notifyMerchant(ctx: Ctx, merchantId: string, entry: { kind: string; cause: string; title: string; body: string }): Promise<void> {
  for (const { subjectId } of await listLivingPosts(ctx.db, merchantId, ['owner', 'manager'])) {
    await writeNotice(ctx, { ...entry, subjectId, cause: `${entry.cause}:${subjectId}` })
  }
}
