import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { idCardCheckCharacter } from '@xinhui/rules'
import postgres from 'postgres'
import { type Config, readConfig } from '../apps/bff/src/config'
import { type Ctx, inTransaction, makeCtx } from '../apps/bff/src/context'
import { ensureAccount } from '../apps/bff/src/modules/identity/ensure-account'
import { bindSubject } from '../apps/bff/src/modules/identity/account.store'
import { openSession } from '../apps/bff/src/modules/identity/open-session'
import { openScore } from '../apps/bff/src/modules/score/open-score'
import { ensurePerson } from '../apps/bff/src/modules/subject/ensure-person'
import { openDeps } from '../apps/bff/src/service'

export type World = Awaited<ReturnType<typeof openWorld>>

/** Made and dropped; two runs at once need two names. */
const NAME = process.env['BENCH_DATABASE_NAME'] ?? 'xinhui_bench'

/** A new database on the given server, migrated; its own keys in a temporary folder. Both are gone after `close`. */
export async function openWorld(serverUrl: string) {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`)
  await admin.unsafe(`CREATE DATABASE ${NAME}`)
  await admin.end()
  const url = new URL(serverUrl)
  url.pathname = `/${NAME}`
  const dataDir = mkdtempSync(join(tmpdir(), 'xinhui-bench-'))
  const env = { DATABASE_URL: url.href, DATA_DIR: dataDir, LOG_LEVEL: 'silent', PORT: '0' }
  const config: Config = readConfig(env)
  const { deps, database, close } = await openDeps(config)
  const sql = postgres(url.href, { max: 2, onnotice: () => {} })
  const ctx = (): Ctx => makeCtx(deps, { requestId: 'bench-0001', actor: { kind: 'system', name: 'bench' } })
  return {
    url: url.href,
    env,
    deps,
    database,
    sql,
    ctx,
    async close() {
      await sql.end()
      await close()
      const last = postgres(serverUrl, { max: 1, onnotice: () => {} })
      await last.unsafe(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`)
      await last.end()
    },
  }
}

/** A logged-in person with real-name, made through the verbs. */
export async function makeResident(world: World, n: number): Promise<{ token: string; accountId: string; subjectId: string }> {
  const first17 = `99010119900101${String(n).padStart(3, '0')}`
  const idNumber = first17 + (idCardCheckCharacter(first17) ?? '')
  return inTransaction(world.ctx(), async (ctx) => {
    const person = await ensurePerson(ctx, { idNumber, name: '安汀', birthDay: '1990-01-01' })
    const account = await ensureAccount(ctx, `bench-openid-${n}`)
    await bindSubject(ctx.db, account.id, person.id, ctx.now)
    const grant = await openSession(ctx, { accountId: account.id }, 'bench')
    return { token: grant.accessToken, accountId: account.id, subjectId: person.id }
  })
}

/** Ten records and an open score. */
export async function giveScore(world: World, subjectId: string): Promise<void> {
  await world.sql`
    INSERT INTO record (id, subject_id, item, source_key, source_office, decided_on, status, content, content_hash, version, created_at, updated_at)
    SELECT 'rec_' || lpad(n::text, 26, '0'), ${subjectId}, (ARRAY['volunteer','honour','commitment','penalty','permit'])[1 + n % 5], 'bench-' || n, '云汀市测试局', date '2026-01-01' + n,
           'valid', '{"hours": 12, "level": "市级", "outcome": "已践诺", "severity": "轻微"}'::jsonb, 'bench', 1, now(), now()
    FROM generate_series(1, 10) n`
  const ctx = world.ctx()
  await openScore({ ctx, input: { subjectId, textVersion: ctx.city.scoreConsent.textVersion } })
}

/** A merchant with one store and a post for `subjectId`; `perks` campaigns and `count` issued vouchers spread over them. Ids are numbers with zeros in front, so that pgbench can name them. */
export async function makeMarket(world: World, by: { subjectId: string; perks: number; from: number; count: number }): Promise<{ merchantId: string; storeId: string }> {
  const { sql } = world
  const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`
  const [merchantId, storeId] = [id('mer', 1), id('sto', 1)]
  await sql`INSERT INTO subject (id, kind, uscc, name, created_at) VALUES (${id('sub', 1)}, 'organization', '91990101000000000A', '云汀测试商户', now()) ON CONFLICT DO NOTHING`
  await sql`INSERT INTO merchant (id, subject_id, name, industry, status, created_at, updated_at) VALUES (${merchantId}, ${id('sub', 1)}, '云汀测试商户', '停车', 'active', now(), now()) ON CONFLICT DO NOTHING`
  await sql`INSERT INTO store (id, merchant_id, code, name, address, longitude_e6, latitude_e6, hours, status, updated_at) VALUES (${storeId}, ${merchantId}, 'S1', '一店', '测试路 1 号', 118500000, 25100000, '08:00–22:00', 'open', now()) ON CONFLICT DO NOTHING`
  await sql`INSERT INTO merchant_post (id, merchant_id, store_id, subject_id, role, status, created_at) VALUES (${id('pos', 1)}, ${merchantId}, ${storeId}, ${by.subjectId}, 'clerk', 'living', now()) ON CONFLICT DO NOTHING`
  await sql`
    INSERT INTO perk (id, merchant_id, code, version, scene, kind, title, summary, instructions, tiers, terms, status, tested_version, quota_total, quota_used, per_person_limit, claim_from, claim_until, voucher_valid_days, subsidy_fen, content_hash, created_at, updated_at)
    SELECT 'prk_' || lpad(n::text, 26, '0'), ${merchantId}, 'P' || n, 1, 'parking', 'discount', '停车优惠', '停车优惠', '按 8 折结算', '[{"title":"人人享","benefit":"8 折","fromCenti":null}]'::jsonb,
           '{"benefit":{"kind":"percent","percentBps":8000},"stores":null,"blackouts":{"days":[],"weekdays":[],"hours":[]},"stacking":"alone","audience":"person","quota":{"perDay":null,"perPeriod":null}}'::jsonb,
           'published', 1, 100000000, ${by.count}, 1000, current_date, current_date + 30, 30, 300, 'bench', now(), now()
    FROM generate_series(1, ${by.perks}::int) n ON CONFLICT DO NOTHING`
  // Each voucher has a holder of its own: somebody who uses two at one desk within minutes is asked about, and that is another path.
  await sql`
    INSERT INTO subject (id, kind, name_sealed, id_number_sealed, id_number_blind, created_at)
    SELECT 'sub_' || lpad(n::text, 26, '0'), 'person', 'bench.AA', 'bench.AA', md5('bench-' || n), now()
    FROM generate_series(${by.from}::int, ${by.from + by.count - 1}::int) n`
  await sql`
    INSERT INTO voucher (id, perk_id, perk_version, merchant_id, subject_id, claim_no, serial, tier_no, title, benefit, instructions, subsidy_fen, status, claimed_at, expires_at, changed_at)
    SELECT 'vch_' || lpad(n::text, 26, '0'), 'prk_' || lpad((1 + n % ${by.perks}::int)::text, 26, '0'), 1, ${merchantId}, 'sub_' || lpad(n::text, 26, '0'), n, n, 0, '停车优惠', '8 折', '按 8 折结算', 300, 'issued', now(), now() + interval '30 days', now()
    FROM generate_series(${by.from}::int, ${by.from + by.count - 1}::int) n`
  await sql`ANALYZE voucher, subject`
  return { merchantId, storeId }
}
