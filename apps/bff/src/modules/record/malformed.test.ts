import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app'
import { createStaff } from '../../testing/people'
import { malformedFiles } from './fixtures/malformed'

let app: TestApp
let steward: string
const temporary = mkdtempSync(join(tmpdir(), 'xinhui-malformed-'))

beforeAll(async () => {
  vi.stubEnv('TMPDIR', temporary)
  app = await startTestApp()
  steward = (await createStaff(app, ['steward'])).token
})
afterAll(async () => {
  await app.close()
  vi.unstubAllEnvs()
  rmSync(temporary, { recursive: true, force: true })
})

const CODES = new Set(['FILE_UNREADABLE', 'LAYOUT_UNKNOWN', 'PAYLOAD_TOO_LARGE'])

describe('300 malformed files', () => {
  const files = malformedFiles()

  it('are that many, each with a name of its own', () => {
    expect(files.length).toBeGreaterThanOrEqual(300)
    expect(new Set(files.map((f) => f.name)).size).toBe(files.length)
  })

  it('each land or are refused with a stable code in Chinese; none crashes, stays in the spool or in memory', { timeout: 300_000 }, async () => {
    const { queueImport } = await import('./queue-import')
    const { runImport } = await import('./run-import')
    const { makeCtx } = await import('../../context')
    const { DomainError } = await import('../../errors')
    const ctx = () => makeCtx(app.deps, { requestId: 'req-malformed', actor: { kind: 'system', name: 'test' } })
    const before = process.memoryUsage().rss
    let peak = before
    const ends: Record<string, number> = {}
    for (const { name, file } of files) {
      try {
        const batchId = await queueImport({ ctx: ctx(), input: { fileName: `${name}.csv`, file, importedBy: 'system:test' } })
        const batch = await runImport({ ctx: ctx(), input: { batchId } })
        expect(batch, name).toBeDefined()
        if (!batch) continue
        expect(batch.rowsNew + batch.rowsChanged + batch.rowsUnchanged + batch.rowsRejected, name).toBe(batch.rowsTotal)
        if (batch.status === 'failed') expect(batch.failure, name).toMatch(/\p{Script=Han}/u)
        ends[batch.status] = (ends[batch.status] ?? 0) + 1
      } catch (error) {
        if (!(error instanceof DomainError)) throw new Error(`${name}: ${error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error)}`, { cause: error })
        expect(CODES.has(error.code), `${name}: ${error.code}`).toBe(true)
        expect(error.message, name).toMatch(/\p{Script=Han}/u)
        ends[error.code] = (ends[error.code] ?? 0) + 1
      }
      peak = Math.max(peak, process.memoryUsage().rss)
    }
    expect(readdirSync(join(app.deps.config.dataDir, 'intake'))).toEqual([])
    expect(readdirSync(temporary).filter((n) => n.startsWith('xinhui-import-'))).toEqual([])
    expect(ends['FILE_UNREADABLE']).toBeGreaterThan(50)
    expect((ends['landed'] ?? 0) + (ends['unchanged'] ?? 0)).toBeGreaterThan(20)
    expect(peak - before).toBeLessThan(900 * 2 ** 20)
  })

  it('write no formula into any list of rejected rows', async () => {
    interface Page {
      items: { batchId: string; rowsRejected: number }[]
      nextCursor: string | null
    }
    const items: Page['items'] = []
    let cursor = ''
    do {
      const page = (await app.call(`GET /console/imports?limit=100${cursor}`, { as: steward })).body as unknown as Page
      items.push(...page.items)
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
    } while (cursor !== '')
    const rejected = items.filter((b) => b.rowsRejected > 0)
    expect(rejected.length).toBeGreaterThan(50)
    for (const { batchId } of rejected) {
      const { text } = await app.call(`GET /console/imports/${batchId}/rejects.csv`, { as: steward })
      const cells: string[][] = parse(text, { bom: true })
      for (const line of cells) for (const cell of line.slice(1)) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
    }
  })
})
