import { z } from 'zod'
import { Centi, Day, type EndpointShape, idOf, Instant } from './common'

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
  'DELETE /me/score': { summary: 'Close my score: it is deleted and no longer used (关闭信用分)', status: 204 },
} as const satisfies Record<string, EndpointShape>
