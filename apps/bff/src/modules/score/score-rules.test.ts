import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as schema from '../../db/schema'
import { type Ctx, makeCtx, type ScoreUse } from '../../context'
import { type AppEnv, createApi } from '../../http/route'
import { startTestApp, type TestApp } from '../../testing/app'
import { createResident } from '../../testing/people'
import { rowsIn } from '../../testing/rows'
import { sourcesBelow } from '../../testing/sources'
import { explainScore } from './explain-score'
import { readScoreHistory } from './read-score-history'
import { findScoreTotal } from './score-total.store'

/** "Rules that no configuration may switch off", where the database or the imports can hold them. */
let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const SRC = join(import.meta.dirname, '../..')
const tables = Object.values(schema).flatMap((value: unknown) => (is(value, PgTable) ? [value] : []))

/** What may know a person's score: the score itself, and rewards. */
const MAY_REFERENCE = new Set(['perk', 'voucher', 'waiver'])
const MAY_READ = /^modules\/(score|perk|voucher|waiver)\//

describe('a person’s score is for rewards only', () => {
  it('no table outside perks and waivers references it, in code or in the database', async () => {
    const referring = tables.flatMap((table) => {
      const { name, foreignKeys } = getTableConfig(table)
      return foreignKeys.some((key) => getTableConfig(key.reference().foreignTable).name === 'score') ? [name] : []
    })
    const inDatabase = await rowsIn<{ name: string }>(app, "SELECT DISTINCT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f' AND confrelid = 'score'::regclass")
    for (const name of [...referring, ...inDatabase.map((r) => r.name)]) expect(MAY_REFERENCE, name).toContain(name)
    expect(inDatabase).toEqual([])
  })

  it('no other table has a column that could hold it', () => {
    const named = tables.flatMap((table) => {
      const { name, columns } = getTableConfig(table)
      return columns.filter((c) => /score|total_centi|grade/.test(c.name)).map((c) => `${name}.${c.name}`)
    })
    const others = named.filter((column) => !/^(score|score_history|score_basis|organization_score|organization_score_history|organization_score_basis)\./.test(column))
    expect(others).toEqual([])
  })

  it('nor has any table or view of the real database, however it came there', async () => {
    const columns = await rowsIn<{ relation: string; column: string }>(
      app,
      `SELECT c.relname AS relation, a.attname AS column FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped`,
    )
    expect(columns.length).toBeGreaterThan(300)
    const home = new Set(['score', 'score_history', 'score_basis', 'organization_score', 'organization_score_history', 'organization_score_basis'])
    expect(columns.filter(({ relation, column }) => !home.has(relation) && /score|total_centi|grade/.test(column))).toEqual([])
    for (const table of home) expect(columns.map((c) => c.relation)).toContain(table)
    // And nothing of the database reads a person's table behind the code's back but what keeps it in order.
    const functions = await rowsIn<{ name: string }>(app, String.raw`SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND p.prosrc ~ '\m(score|score_history|score_basis)\M' ORDER BY 1`)
    expect(functions.map((f) => f.name)).toEqual(['score_has_owner', 'score_history_kept', 'score_takes_along'])
    expect(await rowsIn(app, String.raw`SELECT viewname FROM pg_views WHERE schemaname = 'public' AND definition ~ '\mscore\M'`)).toEqual([])
  })

  it('only rewards import what reads a person’s total: the wall stands, and nothing stands behind it', () => {
    const readers = sourcesBelow(SRC).filter(({ path, text }) => !path.endsWith('.test.ts') && /\bfindScoreTotal\b/.test(text))
    for (const { path } of readers) expect(path).toMatch(MAY_READ)
    expect(readers.map((r) => r.path).sort()).toEqual(expect.arrayContaining(['modules/perk/browse-perks.ts', 'modules/score/score-total.store.ts', 'modules/voucher/claim-voucher.ts']))
    const root = join(SRC, '../../..')
    expect(existsSync(join(root, '.dependency-cruiser.cjs'))).toBe(true)
    const walls = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8')
    for (const wall of ['scores-are-for-rewards', 'scores-stay-home']) expect(walls).toContain(`name: '${wall}'`)
    // Every file of the module that answers with a person’s score stands behind the wall.
    const doors = sourcesBelow(join(SRC, 'modules/score')).filter(({ path, text }) => !/\.test\.ts$|\.routes\.ts$/.test(path) && /export (async function|const|function) (explainScore|readProjection|supposeScore|readScoreHistory|presentHistory|computeScore|loadScoreFile|presentScore|findScore)\b/.test(text))
    const home = /name: 'scores-stay-home'[\s\S]*?to: \{ path: '([^']+)'/.exec(walls)?.[1]?.replaceAll('\\\\', '\\') ?? 'nothing'
    expect(doors.length).toBeGreaterThanOrEqual(6)
    for (const { path } of doors) expect(`apps/bff/src/modules/score/${path}`).toMatch(new RegExp(home))
  })

  it('a route registered outside rewards and the score itself cannot read one, so none can deny by it', () => {
    const scoreOf = /\b(findScoreTotal|findScore|explainScore|readProjection|readScoreHistory|computeScore|score-total\.store)\b/
    const guilty = sourcesBelow(SRC).filter(({ path, text }) => path.endsWith('.routes.ts') && !MAY_READ.test(path) && scoreOf.test(text))
    expect(guilty.map((g) => g.path)).toEqual([])
  })

  it('a route that would decide by one cannot be registered', () => {
    const api = createApi(new Hono<AppEnv>(), app.deps)
    const none = () => Promise.reject(new Error('never called'))
    const refused = "may not read a person's score"
    expect(() => api.route('POST /intake/batches', { roles: ['steward'], owner: 'city', audit: 'x', personScore: 'reward' }, none)).toThrow(refused)
    expect(() => api.route('GET /me/notices', { roles: ['resident'], owner: 'self', audit: null, personScore: 'reward' }, none)).toThrow(refused)
    expect(() => api.route('GET /console/perks', { roles: ['reviewer'], owner: 'city', audit: null, personScore: 'reward' }, none)).toThrow(refused)
    expect(() => api.route('GET /me/score', { roles: ['resident', 'reviewer'], owner: 'self', audit: null, personScore: 'own' }, none)).toThrow(refused)
    expect(api.routes).toEqual([])
  })

  it('a route that did not say it reads one gets an error in its place, and only these say so', async () => {
    const { subjectId } = await createResident(app)
    const actor = { kind: 'system', name: 'test' } as const
    const ctx = (scoreUse: ScoreUse) => makeCtx(app.deps, { requestId: 'req-test', actor, scoreUse })
    const reads: [Exclude<ScoreUse, 'any' | 'none'>, (c: Ctx) => Promise<unknown>][] = [
      ['reward', (c) => findScoreTotal(c, subjectId)],
      ['own', (c) => explainScore(c, subjectId)],
      ['own', (c) => readScoreHistory({ ctx: c, input: { subjectId, limit: 5 } })],
    ]
    for (const [use, read] of reads) {
      for (const other of (['own', 'reward', 'none'] as const).filter((o) => o !== use)) await expect((async () => read(ctx(other)))()).rejects.toThrow('may not be read here')
      await read(ctx(use))
    }
    const saying = (use: string) => app.api.routes.filter((r) => r.personScore === use).map((r) => r.key).sort()
    expect(saying('reward')).toEqual(['GET /me/waivers', 'GET /perks', 'GET /perks/{perkId}', 'POST /vouchers', 'POST /waivers', 'POST /waivers/{waiverId}/consent'])
    expect(saying('own')).toEqual(['GET /me/export', 'GET /me/score', 'GET /me/score/history', 'GET /me/score/projection', 'POST /me/score', 'POST /me/score/what-if'])
  })
})

describe('nobody edits a score by hand', () => {
  it('only computing writes one: no other file names a statement that does', () => {
    const writes = /(INSERT INTO|UPDATE) (organization_)?score\b|(insert|update)\((score|organizationScore)\)|\b(insertScore|writeScores|copyPlan)\(/
    const files = sourcesBelow(SRC).filter(({ path, text }) => !/\.test\.ts$|^testing\//.test(path) && writes.test(text))
    expect(files.map((f) => f.path).sort()).toEqual(['modules/score/open-score.ts', 'modules/score/recompute-batch.ts', 'modules/score/recompute-stretch.ts', 'modules/score/score-batch.store.ts', 'modules/score/score-copy.store.ts', 'modules/score/score.store.ts'])
  })

  it('no route takes points, a total or a grade from its caller', () => {
    for (const { key, shape } of app.api.routes) {
      if (key.startsWith('GET ')) continue
      const body = shape.body as { shape?: Record<string, unknown> } | undefined
      for (const name of Object.keys(body?.shape ?? {})) expect([key, /centi|grade|score|points/i.test(name)]).toEqual([key, false])
    }
    const writers = app.api.routes.filter((r) => !r.key.startsWith('GET ') && /(?<!pay-)score/.test(r.key)).map((r) => r.key)
    expect(writers.sort()).toEqual([
      'DELETE /me/score',
      'POST /console/score-models',
      'POST /console/score-models/{releaseId}/approval',
      'POST /console/score-models/{releaseId}/simulation',
      'POST /console/score-models/{releaseId}/withdrawal',
      'POST /firms/{firmId}/score/what-if',
      'POST /me/score',
      'POST /me/score/refusal',
      'POST /me/score/what-if',
    ])
  })
})
