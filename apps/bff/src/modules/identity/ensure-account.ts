import type { Ctx } from '../../context'
import { newId } from '../../lib/id'
import { type AccountRow, findAccountByOpenid, insertAccount } from './account.store'

/** The account of a WeChat user, made at the first login. The openid is stored sealed and found by blind index. */
export async function ensureAccount(ctx: Ctx, openid: string): Promise<AccountRow> {
  const openidBlind = ctx.keys.sealer.blind(openid, 'openid')
  const known = await findAccountByOpenid(ctx.db, openidBlind)
  if (known) return known
  await insertAccount(ctx.db, { id: newId('acc', ctx.now), openidBlind, openidSealed: ctx.keys.sealer.seal(openid, 'account.openid'), createdAt: ctx.now })
  const made = await findAccountByOpenid(ctx.db, openidBlind)
  if (!made) throw new Error('an account inserted a moment ago is gone')
  return made
}
