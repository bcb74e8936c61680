import { newId } from '../lib/id'
import { record } from '../modules/record/record.table'
import type { TestApp } from './app'

let made = 0

/** A valid record straight into the file of a subject; `content` holds the typed fields a model may read. */
export async function createRecord(app: TestApp, options: { subjectId: string; item: string; decidedOn: string; endsOn?: string | null; content?: Record<string, string | number> }): Promise<{ recordId: string }> {
  made += 1
  const recordId = newId('rec')
  const now = app.clock.now()
  await app.deps.db.insert(record).values({
    id: recordId,
    subjectId: options.subjectId,
    item: options.item,
    sourceKey: `test-${recordId}`,
    sourceOffice: '云汀市测试局',
    decidedOn: options.decidedOn,
    endsOn: options.endsOn ?? null,
    content: options.content ?? {},
    contentHash: `test-${made}`,
    createdAt: now,
    updatedAt: now,
  })
  return { recordId }
}
