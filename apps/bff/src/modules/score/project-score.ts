import type { ScoreMove, ScorePoint, ScoreProjection, ScoreWhatIf } from '@xinhui/contract'
import { addMonths, dayInShanghai, evaluateScore, formatSignedCenti, monthEndsFrom, projectScore, type Score, type ScoreModel, type ScoreRecord, whatIf } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { loadScoreFile } from './compute-score'
import { describeChange } from './describe-change'
import { requireUse } from './require-use'
import { linesOf } from './score-state'
import { findScore } from './score.store'

const MONTHS_AHEAD = 12
const LATEST_MONTHS = 120

const pointOf = ({ day, totalCenti, grade, gradeTitle }: Score): ScorePoint => ({ day, totalCenti, grade, gradeTitle })

/** Amounts a reader may suppose more of: rewarding items counted per unit, of those the score may read now. */
function addableOf(model: ScoreModel): ScoreProjection['addable'] {
  return model.indicators.flatMap(({ points, items: [item], title }) => (points.kind === 'per-unit' && points.pointsCenti > 0 && item !== undefined ? [{ item, field: points.field, title, unitTitle: points.unitTitle }] : []))
}

type Kind = 'person' | 'organization'

/** A person's file is looked at only while their score is open; an organisation's evaluation asks for no consent. */
async function ownFile(ctx: Ctx, subjectId: string, kind: Kind): Promise<{ model: ScoreModel; records: ScoreRecord[] }> {
  if (kind === 'person') {
    requireUse(ctx, 'own')
    if (!(await findScore(ctx.db, subjectId))) throw new DomainError('SCORE_CLOSED', { detail: '开通信用分后可以查看' })
  }
  return loadScoreFile(ctx, subjectId, kind)
}

/** The subject's own score today and on the next twelve month-ends if nothing changes but time. SCORE_CLOSED for a person without an open score. */
export async function readProjection({ ctx, input }: { ctx: Ctx; input: { subjectId: string; kind: Kind } }): Promise<ScoreProjection> {
  const { model, records } = await ownFile(ctx, input.subjectId, input.kind)
  const day = dayInShanghai(ctx.now.getTime())
  const today = evaluateScore(model, records, day)
  return {
    modelId: model.id,
    today: pointOf(today),
    points: projectScore(model, records, monthEndsFrom(day, MONTHS_AHEAD)).map(pointOf),
    endings: today.lines.flatMap((l) => (l.recordId && l.kind === 'record' ? [{ recordId: l.recordId, title: l.indicatorTitle, pointsCenti: l.pointsCenti, until: l.until }] : [])),
    addable: addableOf(model),
  }
}

export interface Supposed {
  subjectId: string
  kind: Kind
  day?: string | undefined
  end: readonly { recordId: string; on: string }[]
  add: readonly { item: string; field: string; amount: number }[]
}

/**
 * The same evaluation on a supposed file; nothing is stored. VALIDATION names the record that is not the caller's or the
 * item the model does not count; SCORE_CLOSED without an open score.
 */
export async function supposeScore({ ctx, input }: { ctx: Ctx; input: Supposed }): Promise<ScoreWhatIf> {
  const { model, records } = await ownFile(ctx, input.subjectId, input.kind)
  const today = dayInShanghai(ctx.now.getTime())
  const day = input.day ?? today
  if (day < today || day > addMonths(today, LATEST_MONTHS)) throw wrong('day', '请选择今天起十年以内的一天')
  for (const [i, end] of input.end.entries()) if (!records.some((r) => r.id === end.recordId)) throw wrong(`end.${i}.recordId`, '这条记录不在评分的记录里')
  const addable = addableOf(model)
  for (const [i, add] of input.add.entries()) if (!addable.some((a) => a.item === add.item && a.field === add.field)) throw wrong(`add.${i}.item`, '评价模型不计这一项')
  const change = {
    end: input.end.map(({ recordId, on }) => ({ id: recordId, on })),
    // Supposed today: what is done now is what a reader means by "if I add".
    add: input.add.map(({ item, field, amount }, i): ScoreRecord => ({ id: `supposed-${i}`, item, decidedOn: today, endsOn: null, sourceOffice: '', fields: { [field]: amount } })),
  }
  const { before, after, differenceCenti, gradeChanges } = whatIf(model, records, change, day)
  const moves: ScoreMove[] = describeChange({ ...before, lines: linesOf(before) }, { ...after, lines: linesOf(after) })?.moves ?? []
  return {
    day,
    before: pointOf(before),
    after: pointOf(after),
    differenceCenti,
    gradeChanges,
    sentence: differenceCenti === 0 ? '分数不变' : `${formatSignedCenti(differenceCenti)}，${gradeChanges ? '等级变为' : '等级仍为'}${after.gradeTitle}`,
    moves: moves.map((m) => (m.recordId?.startsWith('supposed-') ? { ...m, recordId: null } : m)),
  }
}

const wrong = (field: string, message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field, message }] })
