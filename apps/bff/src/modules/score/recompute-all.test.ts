import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Database } from '../../db/client'
import { type Ended, openChildDatabase } from '../../testing/child-process'

const { ask, run, close } = openChildDatabase()
afterAll(close)

const SUBJECTS = 4000
const id = (prefix: string) => `'${prefix}_' || lpad(n::text, 26, '0')`

/** `credit recompute` in a process of its own; with `killAt` it is killed as soon as it says that many are done. */
function recompute(killAt?: number): Promise<Ended> {
  const entry = join(import.meta.dirname, '../../cli/dispatch.ts')
  return run(
    `import { dispatch } from ${JSON.stringify(entry)}
    process.exitCode = await dispatch(['recompute', '--workers', '2'], { env: process.env, out: (t) => process.stdout.write(t), err: (t) => process.stderr.write(t), watched: true, readStdin: async () => '' })`,
    (err) => killAt !== undefined && Math.max(0, ...Array.from(err.matchAll(/(\d+) scores,/g), (m) => Number(m[1]))) >= killAt,
  )
}

const counts = (database: Database) =>
  database.query(`SELECT (SELECT count(*) FROM organization_score)::int AS scores, (SELECT count(*) FROM organization_score s LEFT JOIN organization_score_basis b USING (subject_id) WHERE coalesce(b.basis, '') = '' OR s.digest = '')::int AS half,
    (SELECT count(*) FROM organization_score_history)::int AS history, (SELECT count(DISTINCT subject_id) FROM organization_score_history)::int AS subjects`)

describe('recomputing everybody', () => {
  it('killed in the middle leaves whole batches with their history, and the next run finishes the rest', { timeout: 180_000 }, async () => {
    await ask(() => Promise.resolve())
    // The first run of a new database also brings the city's catalogue into it, which records refer to.
    expect((await recompute()).out).toBe('0 scores computed, 0 moved\n')
    await ask(async (database) => {
      await database.query(`INSERT INTO subject (id, kind, uscc, name, created_at) SELECT ${id('sub')}, 'organization', 'T' || lpad(n::text, 17, '0'), '云汀测试' || n, now() FROM generate_series(1, ${SUBJECTS}) n`)
      await database.query(`INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, content, content_hash, created_at, updated_at)
        SELECT ${id('rec')}, ${id('sub')}, 'penalty', 'k' || n, '云汀市测试局', current_date - 30, '{"severity": "轻微"}', 'h', now(), now() FROM generate_series(1, ${SUBJECTS}) n`)
    })
    const killed = await recompute(1)
    expect(killed.signal, killed.err).toBe('SIGKILL')
    const [partly] = await ask(counts)
    expect(partly?.['scores']).toBeGreaterThan(0)
    expect(partly?.['scores']).toBeLessThan(SUBJECTS)
    expect(partly).toMatchObject({ half: 0, history: partly?.['scores'], subjects: partly?.['scores'] })

    const rest = await recompute()
    expect(rest.code, rest.err).toBe(0)
    const left = SUBJECTS - Number(partly?.['scores'])
    expect(rest.out).toBe(`${left} scores computed, ${left} moved\n`)
    expect(await ask(counts)).toEqual([{ scores: SUBJECTS, half: 0, history: SUBJECTS, subjects: SUBJECTS }])
    expect(await ask((database) => database.query('SELECT DISTINCT total_centi::int AS total FROM organization_score'))).toEqual([{ total: 59_500 }])
    expect((await recompute()).out).toBe('0 scores computed, 0 moved\n')
  })
})
