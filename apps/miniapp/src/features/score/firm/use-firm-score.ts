import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import type { ScoreSource } from '../use-ahead'

export const useFirmScore = (firmId: string) => useMine(`firm-score:${firmId}`, () => call('GET /firms/{firmId}/score', { params: { firmId } }))

export const firmSource = (firmId: string): ScoreSource => ({
  name: `firm-score:${firmId}`,
  projection: () => call('GET /firms/{firmId}/score/projection', { params: { firmId } }),
  suppose: (body) => call('POST /firms/{firmId}/score/what-if', { params: { firmId }, body }),
  history: () => call('GET /firms/{firmId}/score/history', { params: { firmId }, query: { limit: 50 } }),
})
