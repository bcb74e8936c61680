import { z } from 'zod'
import { Centi, Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'
import { ScoreHistoryEntry, ScoreLine } from './score'

/** Into a grade from below, and out of it or past it downwards: what its lower edge sees. */
const Crossing = z.object({ grade: z.string(), title: z.string(), crossedUp: z.number().int(), crossedDown: z.number().int() })

/** Counts of one group before and after; groups smaller than five are put together as 其他. */
export const SimulationGroup = z.object({
  title: z.string(),
  subjects: z.number().int(),
  up: z.number().int(),
  down: z.number().int(),
  meanDeltaCenti: Centi,
  /** In the two highest grades, in hundredths of a percent. */
  topBeforeBps: z.number().int(),
  topAfterBps: z.number().int(),
  /** `topAfterBps` against that of all, in hundredths of a percent: below 8000 the group is marked for a closer look. */
  parityBps: z.number().int().nullable(),
  /** By grade of the draft, the lowest left out. */
  crossings: z.array(Crossing),
})
export type SimulationGroup = z.infer<typeof SimulationGroup>

/** A draft applied to the whole city on one day, beside the model in force. */
export const ScoreSimulation = z.object({
  day: Day,
  againstModelId: z.string(),
  subjects: z.number().int(),
  up: z.number().int(),
  down: z.number().int(),
  unchanged: z.number().int(),
  meanDeltaCenti: Centi,
  /** Grades of the model in force against those of the draft. */
  crossings: z.array(z.object({ from: z.string(), to: z.string(), subjects: z.number().int() })),
  bands: z.array(Crossing.extend({ before: z.number().int(), after: z.number().int() })),
  byAge: z.array(SimulationGroup),
  byDistrict: z.array(SimulationGroup),
})
export type ScoreSimulation = z.infer<typeof ScoreSimulation>

export const ScoreModelRelease = z.object({
  releaseId: idOf('smr'),
  modelId: z.string(),
  subjectKind: z.enum(['person', 'organization']),
  title: z.string(),
  status: z.enum(['draft', 'simulating', 'simulated', 'approved', 'withdrawn']),
  author: z.string(),
  createdAt: Instant,
  simulatedAt: Instant.nullable(),
  approver: z.string().nullable(),
  approvedAt: Instant.nullable(),
  effectiveFrom: Day.nullable(),
  /** The caller wrote it and therefore cannot approve it. */
  isMine: z.boolean(),
})
export type ScoreModelRelease = z.infer<typeof ScoreModelRelease>

export const ScoreModelReleaseDetail = ScoreModelRelease.extend({ source: z.string(), simulation: ScoreSimulation.nullable() })
export type ScoreModelReleaseDetail = z.infer<typeof ScoreModelReleaseDetail>

export const ModelInForce = z.object({ modelId: z.string(), subjectKind: z.enum(['person', 'organization']), title: z.string(), effectiveFrom: Day, inForce: z.boolean() })
export type ModelInForce = z.infer<typeof ModelInForce>

export const OrganizationScoreRow = z.object({
  subjectId: idOf('sub'),
  name: z.string(),
  uscc: z.string(),
  district: z.string().nullable(),
  totalCenti: Centi,
  grade: z.string(),
  gradeTitle: z.string(),
  vetoed: z.boolean(),
  day: Day,
})
export type OrganizationScoreRow = z.infer<typeof OrganizationScoreRow>

export const OrganizationScoreDetail = OrganizationScoreRow.extend({
  modelId: z.string(),
  modelTitle: z.string(),
  maxCenti: Centi,
  weightsNote: z.string(),
  dimensions: z.array(z.object({ code: z.string(), title: z.string(), pointsCenti: Centi, capCenti: Centi })),
  lines: z.array(ScoreLine),
  history: z.array(ScoreHistoryEntry),
})
export type OrganizationScoreDetail = z.infer<typeof OrganizationScoreDetail>

const release = z.object({ releaseId: idOf('smr') })

export const scoreModelEndpoints = {
  'GET /console/score-models': { summary: 'Published models and releases under way (评价模型)', response: z.object({ models: z.array(ModelInForce), releases: z.array(ScoreModelRelease) }) },
  'POST /console/score-models': { summary: 'Hand in a model as YAML: a draft', body: z.object({ source: z.string().min(1, '请选择模型文件').max(200_000, '模型文件太大') }), response: ScoreModelRelease, status: 201 },
  'GET /console/score-models/{releaseId}': { summary: 'One release with its simulation', params: release, response: ScoreModelReleaseDetail },
  'POST /console/score-models/{releaseId}/simulation': { summary: 'Simulate a draft on the whole city', params: release, response: ScoreModelRelease, status: 202 },
  'POST /console/score-models/{releaseId}/approval': {
    summary: 'Approve a simulated model written by somebody else, with the day it takes effect',
    params: release,
    body: z.object({ effectiveFrom: Day }),
    response: ScoreModelRelease,
    status: 200,
  },
  'POST /console/score-models/{releaseId}/withdrawal': { summary: 'Withdraw a release that is not approved', params: release, response: ScoreModelRelease, status: 200 },
  'GET /console/organization-scores': {
    summary: 'Evaluations of organisations (公共信用综合评价)',
    query: Cursor.extend({ grade: z.string().max(30).optional(), search: z.string().max(50).optional() }),
    response: pageOf(OrganizationScoreRow),
  },
  'GET /console/organization-scores/{subjectId}': { summary: 'One evaluation with every line', params: z.object({ subjectId: idOf('sub') }), response: OrganizationScoreDetail },
} as const satisfies Record<string, EndpointShape>
