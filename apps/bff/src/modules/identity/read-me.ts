import type { Me } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { scoreStatus } from '../consent/score-status'
import { findPosts } from '../merchant/merchant.store'
import { SEAL } from '../subject/seal-contexts'
import { findSubject } from '../subject/subject.store'
import { findAccount } from './account.store'
import { presentMe } from './present-identity'

/** Who an account is: the person behind it, the counters they may stand at, and what they said about a score. */
export async function readMe(ctx: Ctx, accountId: string): Promise<Me> {
  const account = await findAccount(ctx.db, accountId)
  if (!account) throw new DomainError('SESSION_ENDED')
  if (!account.subjectId) return presentMe({ accountId, person: null, posts: [], score: 'never-asked' })
  const subject = await findSubject(ctx.db, account.subjectId)
  if (!subject?.nameSealed || !subject.idNumberSealed || !subject.birthDay) throw new Error(`subject ${account.subjectId} of an account is not a whole person`)
  const { sealer } = ctx.keys
  return presentMe({
    accountId,
    person: { subjectId: subject.id, name: sealer.open(subject.nameSealed, SEAL.name), idNumber: sealer.open(subject.idNumberSealed, SEAL.idNumber), birthDay: subject.birthDay },
    posts: await findPosts(ctx.db, subject.id),
    score: await scoreStatus(ctx, subject.id),
  })
}
