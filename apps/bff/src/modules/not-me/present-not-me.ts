import type { NotMe } from '@xinhui/contract'
import type { Ctx } from '../../context'
import type { NotMeRow } from './not-me.store'
import { SEAL_NOT_ME_ANSWER } from './resolve-not-me'

export const presentNotMe = (ctx: Ctx, row: NotMeRow): NotMe => ({
  status: row.status,
  filedAt: row.filedAt.toISOString(),
  answer: row.answerSealed === null ? null : ctx.keys.sealer.open(row.answerSealed, SEAL_NOT_ME_ANSWER),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
})
