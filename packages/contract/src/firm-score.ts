import { z } from 'zod'
import { type EndpointShape, Cursor, idOf, pageOf } from './common'
import { Score, ScoreHistoryEntry, ScoreProjection, ScoreWhatIf, WhatIfBody } from './score'

/** An organisation's evaluation as a bill: the sum of `lines[].pointsCenti` is `totalCenti`. */
export const OrganizationScore = Score.omit({ scoreId: true }).extend({
  /** In a living serious list: the lowest grade, whatever the points. */
  vetoed: z.boolean(),
})
export type OrganizationScore = z.infer<typeof OrganizationScore>

const firm = z.object({ firmId: idOf('sub') })

/** A firm reads its own evaluation 公共信用综合评价: the legal representative, and agents who may see the file. */
export const firmScoreEndpoints = {
  'GET /firms/{firmId}/score': {
    summary: 'The evaluation of a firm I act for; null before its first one (公共信用综合评价)',
    params: firm,
    response: z.object({ firmId: idOf('sub'), name: z.string(), score: OrganizationScore.nullable() }),
  },
  'GET /firms/{firmId}/score/history': { summary: 'Every change of the firm’s evaluation with its reason, newest first', params: firm, query: Cursor, response: pageOf(ScoreHistoryEntry) },
  'GET /firms/{firmId}/score/projection': { summary: 'The firm’s evaluation on the next twelve month-ends if nothing changes', params: firm, response: ScoreProjection },
  'POST /firms/{firmId}/score/what-if': { summary: 'What a supposed change of the firm’s file would do; nothing is stored', params: firm, body: WhatIfBody, response: ScoreWhatIf, status: 200 },
} as const satisfies Record<string, EndpointShape>
