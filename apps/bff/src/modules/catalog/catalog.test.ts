import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCtx } from '../../context'
import { sqlState } from '../../db/sql'
import { startTestApp, type TestApp } from '../../testing/app'
import { createOrganization } from '../../testing/market'
import { createRecord } from '../../testing/records'
import { rowsIn } from '../../testing/rows'
import { cityData } from '../city/city-data'
import { syncCatalog } from './sync-catalog'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ctx = () => makeCtx(app.deps, { requestId: 'test-0001', actor: { kind: 'system', name: 'test' } })
const refusalOf = async (work: Promise<unknown>) => sqlState(await work.then(() => undefined, (error: unknown) => error))

describe('the catalogue', () => {
  it('is public, with what each item holds, and has no blood donation', async () => {
    const { status, body, text } = await app.call('GET /catalog')
    expect(status).toBe(200)
    expect(body['items']).toHaveLength(cityData(app.deps.city).catalog.items.length)
    expect((body['items'] as { code: string }[]).find((i) => i.code === 'penalty')).toMatchObject({ kindTitle: '行政处罚', publicity: 'public', retentionMonths: 60 })
    expect(text).not.toMatch(/献血|blood/)
  })

  it('a record outside it cannot be stored, whoever writes it', async () => {
    const { subjectId } = await createOrganization(app)
    expect(await refusalOf(createRecord(app, { subjectId, item: 'gossip', decidedOn: '2026-11-01' }))).toMatchObject({ code: '23503', constraint: 'record_item_catalog_item_code_fk' })
    await createRecord(app, { subjectId, item: 'honour', decidedOn: '2026-11-01' })
    expect(await refusalOf(app.deps.db.execute("UPDATE record SET item = 'gossip'"))).toMatchObject({ code: '23503' })
    expect(await refusalOf(app.deps.db.execute("INSERT INTO catalog_item (code, title, kind, publicity, version, synced_at) VALUES ('x', '无偿献血', 'honour', 'public', '1', now())"))).toMatchObject({ code: '23514' })
  })

  it('an item the city drops is retired, and lives again when it comes back', async () => {
    await app.deps.db.execute("INSERT INTO catalog_item (code, title, kind, publicity, version, synced_at) VALUES ('old', '旧目录项', 'honour', 'public', '0', now())")
    expect(await syncCatalog({ ctx: ctx() })).toEqual({ changed: ['old'] })
    await app.deps.db.execute("UPDATE catalog_item SET retired_at = now(), publicity = 'authorized' WHERE code = 'honour'")
    expect(await syncCatalog({ ctx: ctx() })).toEqual({ changed: ['honour'] })
    expect(await rowsIn(app, "SELECT code FROM catalog_item WHERE retired_at IS NOT NULL OR (code = 'honour' AND publicity <> 'public')")).toEqual([{ code: 'old' }])
    expect(await syncCatalog({ ctx: ctx() })).toEqual({ changed: [] })
  })
})
