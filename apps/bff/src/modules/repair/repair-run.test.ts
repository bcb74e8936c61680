import { CALENDAR_CN, dayInShanghai } from '@xinhui/rules'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DomainError } from '../../errors'
import { createRepairChannelGateway } from '../../gateways/repair-channel'
import { type RepairChannelSimulator, startRepairChannelSimulator } from '../../gateways/repair-channel-simulator'
import { createVirusScanGateway } from '../../gateways/virus-scan'
import { startVirusScanSimulator, type VirusScanSimulator } from '../../gateways/virus-scan-simulator'
import { startTestApp, type TestApp } from '../../testing/app'
import { onPostgres } from '../../testing/database'
import { createFirm } from '../../testing/firms'
import { createResident, createStaff, type Resident, type StaffMember } from '../../testing/people'
import { createRecord } from '../../testing/records'
import { ctxOf, EVIDENCE_PDF, officerCtx, residentCtx } from '../../testing/repairs'
import { rowsIn } from '../../testing/rows'
import { answerDefects, beginCase, saveStatement, signCommitment, submitCase, withdrawCase } from './apply-case'
import { attachEvidence, removeEvidence } from './attach-evidence'
import { clocksOf } from './clocks'
import { decideCase } from './decide-case'
import { escalateCases, warnCases } from './escalate-cases'
import { livingEvidence } from './evidence.store'
import { openLinkedCase } from './open-linked-case'
import { propagateDue } from './propagate-case'
import { remindReview } from './remind-review'
import { REPAIR_DRAFTED, REPAIR_EDGES, REPAIR_OPENED, type RepairMove, TERMINAL } from './repair.lifecycle'
import { repairPolicy } from './repair-policy'
import { type CaseRow, findCases, listClocks, listEvents, listQueue } from './repair.store'
import { requireDeciding, requireOfficeCase, requireOwnCase } from './require-case'
import { acceptCase, assignReviews, giveOpinion, tellDefects } from './review-case'

/**
 * Officers and applicants act at random over the real verbs while the clock moves: 50 officers, 500 applicants and 10,000 steps on
 * PostgreSQL, where 40 act in the same moment; a tenth of that on the embedded database, one after another as it has one connection.
 */
const SIZE = onPostgres ? { officers: 50, applicants: 500, steps: 10_000, atOnce: 40 } : { officers: 10, applicants: 50, steps: 1_000, atOnce: 8 }
const SEED = 20_261_126

const OWN = '云汀市测试局'
const OFFICES = [OWN, '市税务局', '市生态环境局'] as const

/** Mulberry32: the same run for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const random = randomOf(SEED)
const below = (n: number) => Math.floor(random() * n)
function pick<T>(list: readonly T[]): T {
  const one = list[below(list.length)]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

interface Applicant {
  person: Resident
  recordIds: string[]
}

let app: TestApp
let scanner: VirusScanSimulator
let channels: RepairChannelSimulator
const officers: StaffMember[] = []
const applicants: Applicant[] = []
/** What verbs said they did, by case: what must be found again at the end. */
const done = new Map<string, number>()
const refused = new Map<string, number>()
const did = (caseId: string, what: string): void => void done.set(`${caseId} ${what}`, (done.get(`${caseId} ${what}`) ?? 0) + 1)

beforeAll(async () => {
  scanner = await startVirusScanSimulator()
  channels = await startRepairChannelSimulator()
  app = await startTestApp({ gateways: { virusScan: createVirusScanGateway(scanner), repairChannels: createRepairChannelGateway({ url: channels.origin, token: channels.token }) } })
  channels.behave('bank-cache', { doneAfterAsks: 4 })
  // One channel never confirms: its cases stay under way, late and seen.
  channels.behave('open-data', { doneAfterAsks: Number.POSITIVE_INFINITY })
  const administrator = await createStaff(app, ['administrator'])
  for (let i = 0; i < SIZE.officers; i += 1) {
    const officer = await createStaff(app, ['reviewer'])
    // Every fifth works for the city's credit office and has no post.
    const office = [OWN, OWN, '市税务局', '市生态环境局', ''][i % 5] ?? ''
    if (office) await app.call(`PUT /console/repair-officers/${officer.username}`, { as: administrator.token, body: { office, lead: i % 10 === 0 } })
    officers.push(officer)
  }
  for (let i = 0; i < SIZE.applicants; i += 1) {
    const person = await createResident(app)
    const subjectId = i % 3 === 0 ? (await createFirm(app, { personId: person.subjectId })).firmId : person.subjectId
    const recordIds = []
    // The second can be applied for only later in the run.
    for (const decidedOn of ['2026-05-12', '2026-10-12']) recordIds.push((await createRecord(app, { subjectId, item: 'penalty', decidedOn, content: { severity: '一般', documentNumber: `云罚字〔2026〕${i}号` } })).recordId)
    applicants.push({ person, recordIds })
  }
})
afterAll(async () => {
  await app.close()
  await scanner.close()
  await channels.close()
})

const system = () => ctxOf(app, { kind: 'system', name: 'jobs' })

async function applicantActs(): Promise<void> {
  const { person, recordIds } = pick(applicants)
  const [roll, which, recordId] = [random(), random(), pick(recordIds)]
  const ctx = residentCtx(app, person)
  const open = await rowsIn<{ id: string }>(app, `SELECT id FROM repair_case WHERE record_id = '${recordId}' AND applicant_id IS NOT NULL AND status IN ('draft', 'submitted', 'correcting', 'accepted', 'reviewing')`)
  if (!open[0]) {
    const begun = await beginCase({ ctx, input: { recordId, kind: which < 0.1 ? 'bankruptcy' : 'repair' } })
    did(begun.id, 'draft')
    return
  }
  const row = await requireOwnCase(ctx, open[0].id)
  if (roll < 0.04) {
    await withdrawCase({ ctx, input: { row } })
    return did(row.id, 'withdraw')
  }
  if (row.status === 'correcting') {
    await answerDefects({ ctx, input: { row, answer: '已按要求补正' } })
    return did(row.id, 'answer')
  }
  if (row.status !== 'draft') return
  if (roll < 0.15) {
    await saveStatement({ ctx, input: { row, statement: `说明 ${roll}` } })
    return did(row.id, 'repair.edit')
  }
  const there = await livingEvidence(ctx.db, row.id)
  if (roll < 0.2 && there[0]) {
    await removeEvidence({ ctx, input: { row, evidenceId: there[0].id } })
    return
  }
  const handedIn = new Set(there.map((e) => e.materialCode))
  const needed = (row.check as { materials: { code: string }[] }).materials.find((m) => !handedIn.has(m.code))
  if (needed) return attachEvidence({ ctx, input: { row, material: needed.code, bytes: EVIDENCE_PDF } })
  if (!row.commitmentAgreedAt) {
    const { commitment, commitmentHash } = repairPolicy(ctx.city)
    await signCommitment({ ctx, input: { row, textVersion: commitment.textVersion, hash: commitmentHash } })
    return did(row.id, 'repair.commit')
  }
  await submitCase({ ctx, input: { row } })
  did(row.id, 'submit')
}

async function officerActs(): Promise<void> {
  const officer = pick(officers)
  const [roll, which, asked] = [random(), random(), pick(OFFICES)]
  const ctx = officerCtx(app, officer)
  const today = dayInShanghai(app.clock.now().getTime())
  const office = (await rowsIn<{ office: string }>(app, `SELECT office FROM repair_officer WHERE staff_id = '${officer.staffId}'`))[0]?.office ?? null
  const queue = await listQueue(ctx.db, { office, today, amberUntil: today, limit: 60 })
  const seen = queue[Math.floor(which * queue.length)]
  if (!seen) return
  const { row } = await requireOfficeCase(ctx, seen.id)
  const opinion = () => giveOpinion({ ctx, input: { row, office: office ?? asked, opinion: roll < 0.9 ? 'agree' : 'disagree', note: '已核实' } })
  if (office !== null && office !== OWN) {
    await opinion()
    return did(row.id, 'opinion')
  }
  await requireDeciding(ctx, row.id)
  switch (row.status) {
    case 'submitted':
      if (roll < 0.25) {
        await tellDefects({ ctx, input: { row, defects: [{ code: 'duties-proof', text: '缴款凭证看不清' }] } })
        return did(row.id, 'defects')
      }
      if (roll > 0.95) break
      await acceptCase({ ctx, input: { row, offices: roll < 0.6 ? OFFICES.slice(1, roll < 0.45 ? 3 : 2) : [] } })
      if (roll < 0.6) did(row.id, 'assign')
      return did(row.id, 'accept')
    case 'accepted':
    case 'reviewing':
      if (roll < 0.15) {
        await assignReviews({ ctx, input: { row, offices: [asked] } })
        return did(row.id, 'assign')
      }
      if (row.status === 'reviewing' && office === null && roll < 0.5) {
        await opinion()
        return did(row.id, 'opinion')
      }
      if (roll > 0.85) break
      await decideCase({ ctx, input: { row, decision: { outcome: 'approved', note: '义务已履行' } } })
      return did(row.id, 'approve')
    case 'approved':
    case 'effective': {
      if (roll > 0.1) return
      const linked = await openLinkedCase({ ctx, input: { row, kind: roll < 0.05 ? 'false-commitment' : 're-evaluation', note: '需要核查' } })
      return did(linked.id, 'open')
    }
    case 'draft':
    case 'correcting':
    case 'refused':
    case 'withdrawn':
      return
  }
  await decideCase({ ctx, input: { row, decision: { outcome: 'refused', reasonCode: row.kind === 'false-commitment' ? 'not-false' : 'duty', note: '没有履行完' } } })
  did(row.id, 'refuse')
}

/** A refusal is an answer; anything else is a fault and ends the run. */
async function step(): Promise<void> {
  try {
    await (random() < 0.55 ? applicantActs() : officerActs())
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    refused.set(error.code, (refused.get(error.code) ?? 0) + 1)
  }
}

async function jobs(): Promise<void> {
  await Promise.all([escalateCases({ ctx: system(), input: { limit: 500 } }), warnCases({ ctx: system(), input: { limit: 500 } }), remindReview({ ctx: system(), input: { limit: 100 } }), propagateDue({ ctx: system(), input: { limit: 60 } })])
}

const EVENT_OF: Readonly<Record<string, string>> = { draft: REPAIR_DRAFTED, open: REPAIR_OPENED, ...Object.fromEntries(Object.entries(REPAIR_EDGES).map(([kind, edge]) => [kind, edge.event])) }

function stateAfter(kinds: readonly string[]): string {
  const last = kinds.at(-1) ?? ''
  if (last === 'draft') return 'draft'
  return last === 'open' ? 'accepted' : REPAIR_EDGES[last as RepairMove].to
}

it(`${SIZE.officers} officers and ${SIZE.applicants} applicants in ${SIZE.steps} steps lose nothing: each move has its event and its audit row, deadlines follow from history, and every case ends, runs in time, or is seen to be late`, { timeout: 900_000 }, async () => {
  for (let taken = 0; taken < SIZE.steps; taken += SIZE.atOnce) {
    await Promise.all(Array.from({ length: SIZE.atOnce }, step))
    // About five months in all.
    app.clock.advance(below(Math.round((SIZE.atOnce * 2 * 150 * 86_400) / SIZE.steps)))
    if (below(4) === 0) await jobs()
  }
  await jobs()

  const ids = (await rowsIn<{ id: string }>(app, 'SELECT id FROM repair_case')).map((r) => r.id)
  const cases = await findCases(app.deps.db, ids)
  const audited = new Map((await rowsIn<{ key: string; n: number }>(app, "SELECT entity_id || ' ' || action AS key, count(*)::int AS n FROM audit WHERE entity = 'repair' GROUP BY 1")).map((r) => [r.key, r.n]))
  const stored = await listClocks(app.deps.db, ids)
  const today = dayInShanghai(app.clock.now().getTime())
  const late = new Set((await listQueue(app.deps.db, { office: null, clock: 'red', today, amberUntil: today, limit: ids.length + 1 })).map((r) => r.id))

  for (const row of cases.values()) await provenCase(row)
  expect([...done.keys()].filter((key) => !cases.has(key.split(' ')[0] ?? ''))).toEqual([])
  // The run met what it was made for: moves of every kind, and refusals that were answers.
  const kinds = new Set([...done.keys()].map((key) => key.split(' ')[1]))
  expect([...kinds]).toEqual(expect.arrayContaining(['accept', 'answer', 'approve', 'assign', 'defects', 'draft', 'opinion', 'repair.commit', 'repair.edit', 'submit', 'withdraw', ...(onPostgres ? ['open', 'refuse'] : [])]))
  expect(refused.get('CONFLICT') ?? 0).toBeGreaterThan(0)
  const broken = await rowsIn(app, "SELECT c.id FROM repair_case c WHERE c.outcome = 'approved' AND c.kind IN ('repair', 'bankruptcy') AND NOT EXISTS (SELECT 1 FROM record_repair r WHERE r.record_id = c.record_id)")
  expect(broken).toEqual([])

  async function provenCase(row: CaseRow): Promise<void> {
    const events = await listEvents(app.deps.db, row.id)
    // Numbered without a gap, as many as the case has versions: no move overwrote another.
    expect(events.map((e) => e.seq), row.id).toEqual(Array.from({ length: row.version }, (_, i) => i + 1))
    expect(stateAfter(events.map((e) => e.kind)), row.id).toBe(row.status)
    const counted = new Map<string, number>()
    for (const { kind } of events) counted.set(kind, (counted.get(kind) ?? 0) + 1)
    for (const [kind, action] of Object.entries(EVENT_OF)) {
      expect(audited.get(`${row.id} ${action}`) ?? 0, `${row.id} ${action}`).toBe(counted.get(kind) ?? 0)
      // `effective` comes from the channels, not from anybody's hand.
      if (kind !== 'effective') expect(done.get(`${row.id} ${kind}`) ?? 0, `${row.id} ${kind}`).toBe(counted.get(kind) ?? 0)
    }
    for (const action of ['repair.edit', 'repair.commit']) expect(audited.get(`${row.id} ${action}`) ?? 0, `${row.id} ${action}`).toBe(done.get(`${row.id} ${action}`) ?? 0)

    const clocks = stored.filter((c) => c.caseId === row.id)
    const key = (c: { step: string; office: string }) => `${c.step} ${c.office}`
    const plain = (list: readonly Omit<(typeof clocks)[number], 'caseId' | 'escalatedAt' | 'amberAt'>[]) => list.map(({ step: name, office, startedOn, workingDays, pauses, dueOn, provisional, doneOn }) => ({ step: name, office, startedOn, workingDays, pauses, dueOn, provisional, doneOn })).sort((a, b) => key(a).localeCompare(key(b)))
    expect(plain(clocks), row.id).toEqual(plain(clocksOf(CALENDAR_CN, events)))

    const running = clocks.filter((c) => c.doneOn === null)
    if (row.status === 'draft' || TERMINAL.includes(row.status)) return expect(running, `${row.id} ${row.status}`).toEqual([])
    expect(running.length, `${row.id} ${row.status} has a day`).toBeGreaterThan(0)
    const overdue = running.filter((c) => c.dueOn !== null && c.dueOn < today)
    expect(late.has(row.id), row.id).toBe(overdue.length > 0)
    expect(overdue.filter((c) => c.escalatedAt === null), row.id).toEqual([])
  }
})
