import type { ScoreHistoryEntry, ScoreMove } from '@xinhui/contract'
import type { Ctx } from '../../context'
import { readDocumentNumbers } from '../record/read-document-numbers'
import { changeSentence } from './describe-change'
import { modelById } from './models'
import { requireUse } from './require-use'
import { listScoreHistory } from './score.store'

interface Change {
  id: string
  day: string
  at: Date
  modelId: string
  totalCenti: number
  grade: string
  deltaCenti: number
  reason: string
  moves: ScoreMove[]
}

/** The stored sentence, with the number of the document that moved the score most put back into it. */
function withNumber(change: Change, numbers: ReadonlyMap<string, string>): string {
  const [main] = change.moves
  const number = main?.recordId ? numbers.get(main.recordId) : undefined
  if (!main || !number) return change.reason
  const plain = changeSentence([main], 1)
  return change.reason.replace(plain, () => changeSentence([main], 1, number))
}

/** Changes as their own subject reads them: `−5.00：行政处罚 皖…〔2026〕12号 公示 −5.00`. */
export async function presentHistory(ctx: Ctx, subjectId: string, changes: readonly Change[]): Promise<ScoreHistoryEntry[]> {
  const numbers = await readDocumentNumbers(ctx, { subjectId, recordIds: changes.flatMap((c) => c.moves[0]?.recordId ?? []) })
  return Promise.all(
    changes.map(async (change) => {
      const model = await modelById(ctx, change.modelId)
      const { id: historyId, at, day, modelId, totalCenti, grade, deltaCenti, moves } = change
      return { historyId, at: at.toISOString(), day, modelId, totalCenti, grade, gradeTitle: model.grades.find((g) => g.code === grade)?.title ?? grade, deltaCenti, reason: withNumber(change, numbers), moves }
    }),
  )
}

/** One page of a person's own history, newest first; empty without an open score. */
export async function readScoreHistory({ ctx, input }: { ctx: Ctx; input: { subjectId: string; cursor?: string | undefined; limit: number } }): Promise<{ items: ScoreHistoryEntry[]; nextCursor: string | null }> {
  requireUse(ctx, 'own')
  const rows = await listScoreHistory(ctx.db, input.subjectId, input)
  return { items: await presentHistory(ctx, input.subjectId, rows), nextCursor: rows.length === input.limit ? (rows.at(-1)?.id ?? null) : null }
}
