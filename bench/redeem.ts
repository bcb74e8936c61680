import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { signPass } from '@xinhui/pass'
import { dayInShanghai } from '@xinhui/rules'
import { makeCtx } from '../apps/bff/src/context'
import { newId } from '../apps/bff/src/lib/id'
import { signEs256 } from '../apps/bff/src/lib/keys'
import { redeemOutcome, takeVoucher } from '../apps/bff/src/modules/voucher/redeem.store'
import { REDEEM_SQL } from '../apps/bff/src/modules/voucher/redeem.sql'
import { redeemPresented, redeemVoucher } from '../apps/bff/src/modules/voucher/redeem-voucher'
import { load, type LoadResult } from './load'
import type { Row } from './machine'
import { startServer } from './spawn'
import { makeMarket, makeResident, type World } from './world'

/** As many as the pool has connections. */
const CLIENTS = 10
const PER_CLIENT = 400
const ROUND = CLIENTS * PER_CLIENT
/** Each side runs once a round, in turn, so that a busy minute of the machine falls on all of them. */
const ROUNDS = 5

const pad = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`
const median = (of: number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? Number.NaN

type Clerk = Awaited<ReturnType<typeof makeResident>>
interface Market {
  merchantId: string
  storeId: string
}

/**
 * Runs the statement's own text in pgbench, prepared. What is the same in every call is a variable and so a parameter, as in ours;
 * the ids, which pgbench cannot make, are put together from the client's number and its counter.
 */
async function runPgbench(world: World, from: number, market: Market, clerk: Clerk): Promise<number> {
  const numbered = (prefix: string) => `('${prefix}_' || lpad((:n)::text, 26, '0'))`
  const made: Record<string, string> = {
    voucher_id: numbered('vch'),
    redemption_id: numbered('red'),
    audit_id: numbered('aud'),
    outbox_id: numbered('out'),
    receipt_no: `('R' || (:n)::text)`,
    pass_jti: `('J' || (:n)::text)`,
    till_client_id: 'NULL',
    idempotency_key: 'NULL',
  }
  const now = new Date()
  const same: Record<string, string> = {
    store_id: market.storeId,
    account_id: clerk.accountId,
    subject_id: clerk.subjectId,
    channel: 'qr',
    terms_checked: 'false',
    now: now.toISOString(),
    same_bill_since: new Date(now.getTime() - 15 * 60_000).toISOString(),
    day: dayInShanghai(now.getTime()),
    actor: `account:${clerk.accountId}`,
    request_id: 'bench-0001',
  }
  const text = REDEEM_SQL.replaceAll(/(?<!:):([a-z_]+)/g, (_, name: string) => made[name] ?? `:${name}`).replaceAll(/\s*\n\s*/g, ' ').trim()
  const dir = mkdtempSync(join(tmpdir(), 'xinhui-pgbench-'))
  const file = join(dir, 'redeem.sql')
  writeFileSync(file, `\\set i :i + 1\n\\set n ${from} + :client_id * ${PER_CLIENT} + :i - 1\n${text};\n`)
  const url = new URL(world.url)
  try {
    const variables = Object.entries({ i: '0', ...same }).flatMap(([name, value]) => ['-D', `${name}=${value}`])
    const { stdout } = await promisify(execFile)('pgbench', ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-t', String(PER_CLIENT), ...variables, '-f', file, '-h', url.hostname, '-p', url.port || '5432', '-U', url.username || 'postgres', url.pathname.slice(1)])
    const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? '0'
    if (failed !== '0') throw new Error(`pgbench: ${failed} failed`)
    const [redeemed] = await world.sql`SELECT count(*)::int AS n FROM voucher WHERE id BETWEEN ${pad('vch', from)} AND ${pad('vch', from + ROUND - 1)} AND status = 'redeemed'`
    if (redeemed?.['n'] !== ROUND) throw new Error(`pgbench redeemed ${String(redeemed?.['n'])} of ${ROUND}`)
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Runs `work(0…ROUND-1)` with CLIENTS of them under way; answers how many a second. */
async function perSecond(work: (n: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < ROUND) await work(next++)
    }),
  )
  return ROUND / ((performance.now() - started) / 1000)
}

async function signedPasses(world: World, from: number, merchantId: string): Promise<string[]> {
  const [key] = world.deps.keys.passes
  if (!key) throw new Error('no pass key')
  const notBefore = Math.floor(Date.now() / 1000) - 5
  return Promise.all(
    Array.from({ length: ROUND }, (_, i) =>
      signPass({ kid: key.kid, jti: (from + i).toString(16).padStart(16, '0'), voucherId: pad('vch', from + i), merchantId, perkVersion: 1, tier: 0, notBefore, lifeSeconds: 60 }, (bytes) => signEs256(bytes, key)),
    ),
  )
}

/** The sides of one campaign, each redeeming the ROUND vouchers from `from` on; answers how many a second. */
function sides(world: World, clerk: Clerk) {
  const ctx = () => makeCtx(world.deps, { requestId: 'bench-0001', actor: { kind: 'account', accountId: clerk.accountId, sessionId: pad('ses', 1), subjectId: clerk.subjectId } })
  return {
    pgbench: (from: number, market: Market) => runPgbench(world, from, market, clerk),
    statement: (from: number, market: Market) =>
      perSecond(async (n) => {
        const now = new Date()
        const values = {
          voucher_id: pad('vch', from + n), store_id: market.storeId, account_id: clerk.accountId, subject_id: clerk.subjectId, till_client_id: null, redemption_id: newId('red'), receipt_no: `R${from + n}`,
          pass_jti: `J${from + n}`, channel: 'qr' as const, idempotency_key: null, terms_checked: false, now: now.toISOString(), same_bill_since: new Date(now.getTime() - 15 * 60_000).toISOString(), day: dayInShanghai(now.getTime()), audit_id: newId('aud'), actor: `account:${clerk.accountId}`, request_id: 'bench-0001', outbox_id: newId('out'),
        }
        const { outcome } = await redeemOutcome(() => takeVoucher(world.deps.db, values))
        if (outcome !== 'redeemed') throw new Error(outcome)
      }),
    proven: (from: number, market: Market) =>
      perSecond((n) => redeemPresented({ ctx: ctx(), input: { storeId: market.storeId, presented: { voucherId: pad('vch', from + n), channel: 'qr', passJti: `J${from + n}` } } })),
    signed: async (from: number, market: Market) => {
      const passes = await signedPasses(world, from, market.merchantId)
      return perSecond((n) => redeemVoucher({ ctx: ctx(), input: { storeId: market.storeId, presented: passes[n] ?? '' } }))
    },
  }
}

/** Check-only, then redeem, each pass once by its own key. */
async function overHttp(world: World, origin: string, clerk: Clerk, from: number, market: Market): Promise<{ checks: LoadResult; redemptions: LoadResult }> {
  const passes = await signedPasses(world, from, market.merchantId)
  const run = (path: string) =>
    load(origin, {
      connections: 32,
      seconds: 40,
      next: (n) => (n < ROUND ? { method: 'POST', path: `/api/v1/desk/${path}`, headers: { authorization: `Bearer ${clerk.token}`, 'idempotency-key': `bench-${from + n}` }, body: JSON.stringify({ storeId: market.storeId, presented: passes[n] }) } : undefined),
    })
  const redemptions = await run('redemptions')
  return { checks: await run('checks'), redemptions }
}

/** One redemption each way: the statement alone, the verb without and with signature, over HTTP; against pgbench running the same SQL, audit and outbox rows included. */
export async function benchRedeem(world: World): Promise<Row[]> {
  const clerk = await makeResident(world, 2)
  const rows: Row[] = []
  for (const campaign of [
    { title: 'one hot campaign', perks: 1, base: 1_000_000 },
    { title: '1,000 campaigns', perks: 1000, base: 2_000_000 },
  ]) {
    let next = campaign.base
    const market = async () => {
      const from = next
      next += ROUND
      return [from, await makeMarket(world, { subjectId: clerk.subjectId, perks: campaign.perks, from, count: ROUND })] as const
    }
    const { pgbench, ...ours } = sides(world, clerk)
    const seen: Record<string, number[]> = { statement: [], proven: [], signed: [], http: [], pgbench: [] }
    const ratios: Record<string, number[]> = { statement: [], proven: [], signed: [], http: [] }
    const answers: { checks: LoadResult; redemptions: LoadResult }[] = []
    const server = await startServer('serve-app.ts', world.env)
    for (let round = 0; round < ROUNDS; round += 1) {
      const limit = await pgbench(...(await market()))
      seen['pgbench']?.push(limit)
      const note = (side: string, value: number) => {
        seen[side]?.push(value)
        ratios[side]?.push(value / limit)
      }
      for (const [side, run] of Object.entries(ours)) note(side, await run(...(await market())))
      const answer = await overHttp(world, server.origin, clerk, ...(await market()))
      note('http', answer.redemptions.perSecond)
      answers.push(answer)
    }
    server.stop()

    const of = (side: string) => `${median(seen[side] ?? []).toFixed(0)}/s`
    const peer = `pgbench -c ${CLIENTS}, same SQL: ${of('pgbench')}`
    const errors = answers.reduce((sum, { checks, redemptions }) => sum + checks.errors + redemptions.errors, 0)
    const row = (side: string, what: string, limit: string, more = '') =>
      rows.push({ bench: 'redeem', what: `${what}, ${campaign.title}, median of ${ROUNDS} rounds of ${ROUND}`, ours: of(side) + more, peer, ratio: median(ratios[side] ?? []).toFixed(2), limit })
    const p99 = (which: 'checks' | 'redemptions') => median(answers.map((a) => a[which].p99Ms)).toFixed(0)
    row('statement', 'the statement through postgres.js', '—')
    row('proven', 'the verb without signature check', '≥ 0.8')
    row('signed', 'the verb with signature check', '≥ 0.5')
    row('http', 'over HTTP, 32 connections, by idempotency key', '0 errors', `, p99 ${p99('redemptions')} ms, ${errors} errors in ${ROUNDS * ROUND * 2} calls; check-only ${median(answers.map((a) => a.checks.perSecond)).toFixed(0)}/s, p99 ${p99('checks')} ms`)
    if (errors > 0) throw new Error(`redeem over HTTP: ${errors} errors`)
  }
  return rows
}
