import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { signPass } from '@xinhui/pass'
import { makeCtx } from '../apps/bff/src/context'
import { signEs256 } from '../apps/bff/src/lib/keys'
import { redeemInOneStatement } from '../apps/bff/src/modules/voucher/redeem.store'
import { REDEEM_SQL } from '../apps/bff/src/modules/voucher/redeem.sql'
import { newId } from '../apps/bff/src/lib/id'
import { redeemVoucher } from '../apps/bff/src/modules/voucher/redeem-voucher'
import { load } from './load'
import type { Row } from './machine'
import { startServer } from './spawn'
import { makeMarket, makeResident, type World } from './world'

const CLIENTS = 10
const PER_CLIENT = 1200
const COUNT = CLIENTS * PER_CLIENT

const pad = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`

/** The statement's own text; each placeholder that differs per call is made from the client's number and its counter. */
function pgbenchScript(from: number, market: { merchantId: string; storeId: string }, accountId: string): string {
  const numbered = (prefix: string) => `('${prefix}_' || lpad((:n)::text, 26, '0'))`
  const values: Record<string, string> = {
    voucher_id: numbered('vch'),
    redemption_id: numbered('red'),
    audit_id: numbered('aud'),
    outbox_id: numbered('out'),
    receipt_no: `('R' || (:n)::text)`,
    pass_jti: `('J' || (:n)::text)`,
    merchant_id: `'${market.merchantId}'`,
    store_id: `'${market.storeId}'`,
    account_id: `'${accountId}'`,
    till_client_id: 'NULL',
    channel: `'qr'`,
    idempotency_key: 'NULL',
    now: 'now()',
    actor: `'account-bench'`,
    request_id: `'bench-0001'`,
  }
  const text = REDEEM_SQL.replaceAll(/(?<!:):([a-z_]+)/g, (_, name: string) => values[name] ?? `:${name}`).replaceAll(/\s*\n\s*/g, ' ').trim()
  return `\\set i :i + 1\n\\set n ${from} + :client_id * ${PER_CLIENT} + :i - 1\n${text};\n`
}

async function runPgbench(world: World, script: string): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'xinhui-pgbench-'))
  const file = join(dir, 'redeem.sql')
  writeFileSync(file, script)
  const url = new URL(world.url)
  try {
    const { stdout } = await promisify(execFile)('pgbench', ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-t', String(PER_CLIENT), '-D', 'i=0', '-f', file, '-h', url.hostname, '-p', url.port || '5432', '-U', url.username || 'postgres', url.pathname.slice(1)])
    const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? '0'
    if (failed !== '0') throw new Error(`pgbench: ${failed} failed`)
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Runs `work(0…COUNT-1)` with CLIENTS of them under way; answers how many a second. */
async function perSecond(work: (n: number) => Promise<void>): Promise<number> {
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < COUNT) await work(next++)
    }),
  )
  return COUNT / ((performance.now() - started) / 1000)
}

async function signedPasses(world: World, from: number, merchantId: string): Promise<string[]> {
  const [key] = world.deps.keys.passes
  if (!key) throw new Error('no pass key')
  const notBefore = Math.floor(Date.now() / 1000) - 5
  return Promise.all(
    Array.from({ length: COUNT }, (_, i) =>
      signPass({ kid: key.kid, jti: (from + i).toString(16).padStart(16, '0'), voucherId: pad('vch', from + i), merchantId, perkVersion: 1, tier: 0, notBefore, lifeSeconds: 60 }, (bytes) => signEs256(bytes, key)),
    ),
  )
}

/** One redemption each way: the statement alone, the verb with signature and rules, over HTTP; against pgbench running the same SQL, audit and outbox rows included. */
export async function benchRedeem(world: World): Promise<Row[]> {
  const clerk = await makeResident(world, 2)
  const rows: Row[] = []
  for (const campaign of [
    { title: 'one hot campaign', perks: 1, base: 1_000_000 },
    { title: '1,000 campaigns', perks: 1000, base: 2_000_000 },
  ]) {
    const section = async (offset: number) => {
      const from = campaign.base + offset * COUNT
      return { from, market: await makeMarket(world, { subjectId: clerk.subjectId, perks: campaign.perks, from, count: COUNT }) }
    }
    const statement = await section(0)
    const alone = await perSecond(async (n) => {
      const i = statement.from + n
      const outcome = await redeemInOneStatement(world.deps.db, {
        voucher_id: pad('vch', i), merchant_id: statement.market.merchantId, store_id: statement.market.storeId, account_id: clerk.accountId, till_client_id: null, redemption_id: newId('red'), receipt_no: `R${i}`, pass_jti: `J${i}`,
        channel: 'qr', idempotency_key: null, now: new Date().toISOString(), audit_id: newId('aud'), actor: 'account:bench', request_id: 'bench-0001', outbox_id: newId('out'),
      })
      if (outcome.outcome !== 'redeemed') throw new Error(outcome.outcome)
    })

    const limit = await section(1)
    const pgbench = await runPgbench(world, pgbenchScript(limit.from, limit.market, clerk.accountId))

    const verb = await section(2)
    const passes = await signedPasses(world, verb.from, verb.market.merchantId)
    const actor = { kind: 'account' as const, accountId: clerk.accountId, sessionId: pad('ses', 1), subjectId: clerk.subjectId }
    const withVerb = await perSecond(async (n) => {
      const ctx = makeCtx(world.deps, { requestId: 'bench-0001', actor })
      await redeemVoucher({ ctx, input: { storeId: verb.market.storeId, presented: passes[n] ?? '' } })
    })

    const http = await section(3)
    const httpPasses = await signedPasses(world, http.from, http.market.merchantId)
    const server = await startServer('serve-app.ts', world.env)
    const headers = { authorization: `Bearer ${clerk.token}` }
    const overHttp = await load(server.origin, {
      connections: 32,
      seconds: 60,
      next: (n) => (n < COUNT ? { method: 'POST', path: '/api/v1/desk/redemptions', headers: { ...headers, 'idempotency-key': `bench-${http.from + n}` }, body: JSON.stringify({ storeId: http.market.storeId, presented: httpPasses[n] }) } : undefined),
    })
    server.stop()

    const peer = `pgbench -c ${CLIENTS}, same SQL: ${pgbench.toFixed(0)}/s`
    const what = (text: string) => `${text}, ${campaign.title}, ${COUNT} vouchers`
    rows.push(
      { bench: 'redeem', what: what('the statement through postgres.js'), ours: `${alone.toFixed(0)}/s`, peer, ratio: (alone / pgbench).toFixed(2), limit: '—' },
      { bench: 'redeem', what: what('the verb: post, signature, rules, statement, receipt'), ours: `${withVerb.toFixed(0)}/s`, peer, ratio: (withVerb / pgbench).toFixed(2), limit: '—' },
      { bench: 'redeem', what: what('over HTTP, 32 connections, with idempotency key'), ours: `${overHttp.perSecond.toFixed(0)}/s, p99 ${overHttp.p99Ms.toFixed(0)} ms, ${overHttp.errors} errors`, peer, ratio: (overHttp.perSecond / pgbench).toFixed(2), limit: '0 errors' },
    )
    if (overHttp.errors > 0) throw new Error(`redeem over HTTP: ${overHttp.errors} errors`)
  }
  return rows
}
