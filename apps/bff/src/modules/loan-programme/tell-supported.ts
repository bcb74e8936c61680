import { dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { tellFirms } from '../loan-request/tell-firm'
import { findProgramme, listSupportedRequests } from './loan-programme.store'

const AT_ONCE = 5000

/** Tells firms with a standing request, once each, that a product which fits them is under a programme; whether they are entitled they read in the match. */
export async function tellSupported({ ctx, input }: { ctx: Ctx; input: { code: string } }): Promise<void> {
  const programme = await findProgramme(ctx.db, input.code)
  const today = dayInShanghai(ctx.now.getTime())
  if (programme?.status !== 'published' || programme.opensOn > today || programme.closesOn < today) return
  const found = await listSupportedRequests(ctx.db, { code: input.code, today, limit: AT_ONCE })
  await tellFirms(ctx, found.map(({ requestId, firmId, productName }) => ({ firmId, kind: 'loan-programme.open', cause: `${input.code}:${requestId}`, title: `${programme.title}开始受理`, body: `符合您需求的“${productName}”在支持范围里，可以看看是否符合。` })))
}
