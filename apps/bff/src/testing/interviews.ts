import { makeCtx } from '../context'
import { appealInterview, holdInterview, notifyInterview } from '../modules/monitoring/hold-interview'
import type { TestApp } from './app'
import { createStaff } from './people'

/** An interview of this firm in this state. */
export async function createInterview(app: TestApp, of: { firmId: string; until?: 'notified' | 'held' | 'appealed' }): Promise<{ interviewId: string; staffId: string }> {
  const ctx = () => makeCtx(app.deps, { requestId: 'test-interview', actor: { kind: 'system', name: 'test' } })
  const { staffId } = await createStaff(app, ['reviewer'])
  const appointedAt = new Date(app.clock.now().getTime() + 3 * 86_400_000).toISOString()
  const { id } = await notifyInterview({ ctx: ctx(), input: { firmId: of.firmId, reason: '三年内多次受到行政处罚', place: '市信用信息中心', appointedAt, staffId } })
  if (of.until === 'held' || of.until === 'appealed') await holdInterview({ ctx: ctx(), input: { interviewId: id, result: '已提醒，限期整改', staffId } })
  if (of.until === 'appealed') await appealInterview({ ctx: ctx(), input: { firmId: of.firmId, interviewId: id, appeal: '两起处罚已被撤销' } })
  return { interviewId: id, staffId }
}
