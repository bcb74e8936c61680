import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { startTestApp, type TestApp } from '../../testing/app'
import { createStaff } from '../../testing/people'
import { onPostgres } from '../../testing/database'
import { generateBulkPenalties } from '../demo/generate-bulk-penalties'
import { penalties } from './fixtures/penalty-file'
import { queueImport } from './queue-import'
import { cancelImport, runImport, stopImports } from './run-import'
import { landKept } from './watch-spool'

let app: TestApp
let steward: string
let rows: (text: string) => Promise<Record<string, unknown>[]>

beforeAll(async () => {
  app = await startTestApp()
  steward = (await createStaff(app, ['steward'])).token
  const { sql } = await import('drizzle-orm')
  const { rowsOf } = await import('../../db/sql')
  rows = (text) => rowsOf(app.deps.db, sql.raw(text))
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'req-spool-1', actor: { kind: 'system', name: 'test' } })
const bulk = (seed: number, count: number) => new TextEncoder().encode([...generateBulkPenalties(seed, '2026-11-21', count)].join(''))
const queue = (file: Uint8Array) => queueImport({ ctx: ctx(), input: { fileName: 'a.csv', file, importedBy: 'system:test' } })
const kept = () => readdirSync(join(app.deps.config.dataDir, 'intake'))
const recordsOf = (batchId: string) => rows(`SELECT count(*)::int AS n FROM record WHERE batch_id = '${batchId}'`)
const statusOf = async (batchId: string) => (await rows(`SELECT status FROM import_batch WHERE id = '${batchId}'`))[0]?.['status']

describe('a kept file', () => {
  it('lands once however often it is asked for, and is gone from the disk', async () => {
    const batchId = await queue(new TextEncoder().encode(penalties({ CF_WSH: '存一号' })))
    expect(kept()).toEqual([batchId])
    const [one, two] = await Promise.all([runImport({ ctx: ctx(), input: { batchId } }), runImport({ ctx: ctx(), input: { batchId } })])
    expect([one?.status, two?.rowsNew]).toEqual(['landed', 1])
    expect(await runImport({ ctx: ctx(), input: { batchId } })).toBeUndefined()
    expect([kept(), await recordsOf(batchId)]).toEqual([[], [{ n: 1 }]])
  })

  it('of a process that stopped in the middle is taken up again and lands whole', async () => {
    const batchId = await queue(bulk(11, 3000))
    const first = runImport({ ctx: ctx(), input: { batchId } })
    await stopImports()
    expect([await first, await statusOf(batchId), await recordsOf(batchId)]).toEqual([undefined, 'running', [{ n: 0 }]])
    expect(await landKept(app.deps)).toBe(1)
    expect([await statusOf(batchId), await recordsOf(batchId), kept()]).toEqual(['landed', [{ n: 3000 }], []])
  })

  it('cancelled before or while it lands leaves nothing, and cannot be cancelled twice', async () => {
    const [waiting, under] = [await queue(bulk(12, 500)), await queue(bulk(13, 3000))]
    const answer = await app.call(`POST /console/imports/${waiting}/cancellation`, { as: steward })
    expect([answer.status, answer.body['status']]).toEqual([200, 'cancelled'])
    const run = runImport({ ctx: ctx(), input: { batchId: under } })
    expect((await cancelImport({ ctx: ctx(), input: { batchId: under } })).status).toBe('cancelled')
    expect(await run).toBeUndefined()
    expect(await runImport({ ctx: ctx(), input: { batchId: waiting } })).toBeUndefined()
    expect([await recordsOf(waiting), await recordsOf(under), kept()]).toEqual([[{ n: 0 }], [{ n: 0 }], []])
    await expect(cancelImport({ ctx: ctx(), input: { batchId: under } })).rejects.toMatchObject({ code: 'CONFLICT', extras: { facts: { status: 'cancelled' } } })
  })

  it.runIf(onPostgres)('tells how far it is, on a connection of its own', async () => {
    const batchId = await queue(bulk(14, 45_000))
    const run = runImport({ ctx: ctx(), input: { batchId } })
    let seen: Record<string, unknown> | undefined
    while ((await statusOf(batchId)) !== 'landed') {
      await new Promise((resolve) => setTimeout(resolve, 50))
      seen = ((await rows(`SELECT progress FROM import_batch WHERE id = '${batchId}'`))[0]?.['progress'] as Record<string, unknown> | null) ?? seen
    }
    expect((await run)?.progress).toBeNull()
    expect(seen).toMatchObject({ rowsRejected: 0, rowsPerSecond: expect.any(Number) as number, secondsLeft: expect.any(Number) as number })
    expect(seen?.['share']).toBeGreaterThan(0)
  })
})

describe('a withdrawal', () => {
  it('is a new version that no longer counts; what stood before stays readable for stewards', async () => {
    const send = (over: Parameters<typeof penalties>[0]) => app.call('POST /console/imports?fileName=a.csv', { as: steward, raw: new TextEncoder().encode(penalties(over)), headers: { 'content-type': 'text/csv' } })
    await send({ CF_WSH: '撤一号' })
    await send({ CF_WSH: '撤一号', CF_NR_FK: '0.08' })
    const { body } = await send({ CF_WSH: '撤一号', CF_NR_FK: '0.08', CF_ZT: '无效' })
    expect(body).toMatchObject({ rowsChanged: 1 })
    const [record] = await rows(`SELECT id, status FROM record WHERE content->>'documentNumber' = '撤一号'`)
    expect(record).toMatchObject({ status: 'void' })
    const history = await app.call(`GET /console/records/${String(record?.['id'])}/history`, { as: steward })
    const items = history.body['items'] as { version: number; status: string; fields: { name: string; value: string }[]; replacedAt: string | null }[]
    expect(items.map((v) => [v.version, v.status, v.fields.find((f) => f.name === 'fineFen')?.value, v.replacedAt === null])).toEqual([[1, 'valid', expect.stringContaining('500') as string, false], [2, 'valid', expect.stringContaining('800') as string, false], [3, 'void', expect.stringContaining('800') as string, true]])
    expect(history.text).not.toContain('安禾溪')
    // Sent again as valid, it counts again.
    await send({ CF_WSH: '撤一号' })
    expect(await rows(`SELECT status, version::int AS version FROM record WHERE id = '${String(record?.['id'])}'`)).toEqual([{ status: 'valid', version: 4 }])
  })
})
