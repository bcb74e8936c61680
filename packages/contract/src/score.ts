import { z } from 'zod'
import { Centi, Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'

export const ScoreLine = z.object({
  kind: z.enum(['base', 'record', 'adjustment', 'veto']),
  /** Null for the base and for what concerns the whole score. */
  dimension: z.string().nullable(),
  indicator: z.string().nullable(),
  title: z.string(),
  /** How the points were computed, in words. */
  rule: z.string(),
  pointsCenti: Centi,
  until: Day.nullable(),
  recordId: z.string().nullable(),
  sourceOffice: z.string().nullable(),
  reason: z.string(),
})
export type ScoreLine = z.infer<typeof ScoreLine>

export const ScoreDimension = z.object({ code: z.string(), title: z.string(), pointsCenti: Centi, capCenti: Centi })

export const ScoreBand = z.object({ code: z.string(), title: z.string(), fromCenti: Centi, toCenti: Centi })
export type ScoreBand = z.infer<typeof ScoreBand>

/** The sum of `lines[].pointsCenti` is `totalCenti`. */
export const Score = z.object({
  scoreId: idOf('sco'),
  modelId: z.string(),
  modelTitle: z.string(),
  day: Day,
  computedAt: Instant,
  totalCenti: Centi,
  maxCenti: Centi,
  grade: z.string(),
  gradeTitle: z.string(),
  bands: z.array(ScoreBand),
  nextBand: z.object({ title: z.string(), gapCenti: Centi }).nullable(),
  dimensions: z.array(ScoreDimension),
  lines: z.array(ScoreLine),
  /** The one change since last time, in words; null when there was none. */
  change: z.object({ deltaCenti: Centi, sentence: z.string(), on: Day }).nullable(),
  notUsedFor: z.array(z.string()),
  weightsNote: z.string(),
})
export type Score = z.infer<typeof Score>

export const MyScore = z.discriminatedUnion('status', [
  z.object({
    status: z.enum(['never-asked', 'refused', 'closed']),
    /** What opening asks for, shown before the consent. */
    consent: z.object({ textVersion: z.string(), title: z.string(), paragraphs: z.array(z.string()), fields: z.array(z.string()) }),
  }),
  z.object({ status: z.literal('open'), consentId: idOf('con'), score: Score }),
])
export type MyScore = z.infer<typeof MyScore>

export const ScoreModelView = z.object({
  modelId: z.string(),
  title: z.string(),
  effectiveFrom: Day,
  maxCenti: Centi,
  baseCenti: Centi,
  weightsNote: z.string(),
  notUsedFor: z.array(z.string()),
  bands: z.array(ScoreBand),
  dimensions: z.array(z.object({ code: z.string(), title: z.string(), capCenti: Centi })),
  indicators: z.array(z.object({ code: z.string(), title: z.string(), dimension: z.string(), rule: z.string(), reason: z.string(), source: z.string() })),
})
export type ScoreModelView = z.infer<typeof ScoreModelView>

/** One row of the explanation that moved, and by how much. */
export const ScoreMove = z.object({
  title: z.string(),
  /** 新增, 公示, 到期或移出, 随时间变化. */
  words: z.string(),
  recordId: z.string().nullable(),
  deltaCenti: Centi,
})
export type ScoreMove = z.infer<typeof ScoreMove>

/** One change of a score. `reason` is a sentence with the document number where the reader may see it. */
export const ScoreHistoryEntry = z.object({
  historyId: idOf('his'),
  day: Day,
  at: Instant,
  modelId: z.string(),
  totalCenti: Centi,
  grade: z.string(),
  gradeTitle: z.string(),
  deltaCenti: Centi,
  reason: z.string(),
  moves: z.array(ScoreMove),
})
export type ScoreHistoryEntry = z.infer<typeof ScoreHistoryEntry>

export const ScorePoint = z.object({ day: Day, totalCenti: Centi, grade: z.string(), gradeTitle: z.string() })
export type ScorePoint = z.infer<typeof ScorePoint>

/** The next twelve month-ends if nothing changes but time, and what one may suppose. */
export const ScoreProjection = z.object({
  modelId: z.string(),
  today: ScorePoint,
  points: z.array(ScorePoint),
  /** Each record that counts today and until when (first day it no longer does; null: nothing ends it). */
  endings: z.array(z.object({ recordId: z.string(), title: z.string(), pointsCenti: Centi, until: Day.nullable() })),
  /** What could be added in a what-if: an amount of a field of an item. */
  addable: z.array(z.object({ item: z.string(), field: z.string(), title: z.string(), unitTitle: z.string() })),
})
export type ScoreProjection = z.infer<typeof ScoreProjection>

export const WhatIfBody = z
  .object({
    /** The day to look at; today when absent. Not before today, ten years ahead at most. */
    day: Day.optional(),
    /** Own records that would stop counting on a day, such as by a repair 信用修复. */
    end: z.array(z.object({ recordId: idOf('rec'), on: Day })).max(20).default([]),
    /** Amounts that would be added, such as volunteer hours. */
    add: z.array(z.object({ item: z.string().max(40), field: z.string().max(40), amount: z.number().int('请填写整数').min(1, '至少为 1').max(1_000_000_000, '数字太大') })).max(10).default([]),
  })
  .refine((body) => body.end.length + body.add.length > 0, { error: '请选择一项变化' })

export const ScoreWhatIf = z.object({
  day: Day,
  before: ScorePoint,
  after: ScorePoint,
  differenceCenti: Centi,
  gradeChanges: z.boolean(),
  sentence: z.string(),
  moves: z.array(ScoreMove),
})
export type ScoreWhatIf = z.infer<typeof ScoreWhatIf>

export const scoreEndpoints = {
  'GET /score-models/{subjectKind}': {
    summary: 'The published score model (评价模型)',
    params: z.object({ subjectKind: z.enum(['person', 'organization']) }),
    response: ScoreModelView,
  },
  'GET /me/score': { summary: 'My score, or what opening it would mean', response: MyScore },
  'POST /me/score': {
    summary: 'Open my score by explicit consent (开通信用分)',
    body: z.object({ agreed: z.literal(true, { error: '开通前请先阅读并同意授权说明' }), textVersion: z.string().max(40) }),
    response: MyScore,
    status: 201,
  },
  'POST /me/score/refusal': { summary: 'Not now: never asked again unless I come by myself', status: 204 },
  'GET /me/score/history': { summary: 'Every change of my score with its reason, newest first', query: Cursor, response: pageOf(ScoreHistoryEntry) },
  'GET /me/score/projection': { summary: 'My score on the next twelve month-ends if nothing changes', response: ScoreProjection },
  'POST /me/score/what-if': { summary: 'What a supposed change of my own file would do; nothing is stored', body: WhatIfBody, response: ScoreWhatIf, status: 200 },
  'DELETE /me/score': { summary: 'Close my score: it is deleted and no longer used (关闭信用分)', status: 204 },
} as const satisfies Record<string, EndpointShape>
