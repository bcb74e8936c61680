import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, type Deps, makeCtx } from '../context'
import { newId } from '../lib/id'
import { remindCommitments } from '../modules/commitment/remind-commitments'
import { failInterruptedImports } from '../modules/record/fail-interrupted-imports'
import { deleteDoneBefore, deleteIdempotencyBefore } from '../modules/outbox/outbox.store'
import { watchLoans } from '../modules/loan-application/watch-loans'
import { rematchRequests } from '../modules/loan-request/rematch-requests'
import { deleteLenderAssertionsBefore } from '../modules/lender-client/lender-client.store'
import { remindAgreements } from '../modules/merchant/sign-agreement'
import { reconcileSeriousLists } from '../modules/merchant/reconcile-serious-list'
import { escalateObjections } from '../modules/objection/escalate-objections'
import { endPublications } from '../modules/publication/end-publications'
import { publishDue } from '../modules/publication/publish-due'
import { publishWaiting } from '../modules/publication/publish-waiting'
import { recomputeScore } from '../modules/score/recompute-score'
import { recomputeAll } from '../modules/score/recompute-all'
import { recomputeStale } from '../modules/score/recompute-stale'
import { deliverLetters } from '../modules/repair/deliver-letters'
import { escalateCases, warnCases } from '../modules/repair/escalate-cases'
import { propagateDue } from '../modules/repair/propagate-case'
import { remindReview } from '../modules/repair/remind-review'
import { runSimulation } from '../modules/score/release-model'
import { listStale } from '../modules/score/score-batch.store'
import { listScoreDue } from '../modules/score/score.store'
import { deleteHoldsBefore } from '../modules/flag/flag.store'
import { deleteAssertionsBefore } from '../modules/till/till.store'
import { drawStatements } from '../modules/settlement/draw-statements'
import { expireVouchers } from '../modules/voucher/expire-vouchers'
import { tellRepairable } from '../modules/repair/tell-repairable'
import { pollPayScore } from '../modules/waiver/sync-pay-score'
import { watchWaivers } from '../modules/waiver/watch-waivers'
import { handlers } from './handlers'
import { runOutbox } from './run-outbox'

const TICK_MS = 1000
const HOUSEKEEPING_MS = 60_000
const SCORES_PER_TICK = 200
const STALE_PER_TICK = 1000
const NIGHTLY_FROM = 5000
const VOUCHERS_PER_SWEEP = 200
const STATEMENTS_PER_SWEEP = 500
const MERCHANTS_PER_SWEEP = 100
const PUBLICATIONS_PER_ROUND = 1000
const PAY_CHECKS_PER_ROUND = 50
const CHANNELS_PER_ROUND = 20
const LETTERS_PER_SWEEP = 200
const CLOCKS_PER_SWEEP = 200
const REQUESTS_PER_SWEEP = 500
/** An answer is replayed for a day; a done effect is a trace for a week. */
const KEEP_IDEMPOTENCY_MS = 86_400_000
/** No import takes this long. */
const DEAD_IMPORT_MS = 6 * 3_600_000
const KEEP_OUTBOX_MS = 7 * 86_400_000

/** Recomputes what changed, then a stretch of what the calendar moved, unless a nightly run has that in hand. */
export async function runScores(ctx: Ctx, options: { onlyDue?: boolean } = {}): Promise<number> {
  const due = await listScoreDue(ctx.db, SCORES_PER_TICK)
  for (const { subjectId } of due) await recomputeScore({ ctx, input: { subjectId } })
  return due.length + (due.length < SCORES_PER_TICK && !options.onlyDue ? (await recomputeStale({ ctx, input: { limit: STALE_PER_TICK } })).computed : 0)
}

/**
 * The run over everybody after midnight, beside the rounds: on PostgreSQL, when more scores are of an earlier day than a
 * round or two would do. Several processes may start one; the rows' locks and days keep them from doing a score twice.
 */
function nightlyRun() {
  const stopping = new AbortController()
  let running: Promise<unknown> | undefined
  return {
    /** Whether a run is under way, starting one where it is due. */
    async start(ctx: Ctx): Promise<boolean> {
      if (running || !ctx.config.databaseUrl || stopping.signal.aborted) return running !== undefined
      const day = dayInShanghai(ctx.now.getTime())
      const stale = await Promise.all((['person', 'organization'] as const).map((kind) => listStale(ctx.db, kind, { day, after: '', limit: NIGHTLY_FROM })))
      if (stale.every((ids) => ids.length < NIGHTLY_FROM)) return false
      running = recomputeAll({ ctx, input: { stop: stopping.signal } })
        .then((sum) => ctx.log.info(sum, 'nightly recompute done'))
        .catch((error: unknown) => ctx.log.error({ err: error }, 'nightly recompute failed'))
        .finally(() => {
          running = undefined
        })
      return true
    },
    async stop(): Promise<void> {
      stopping.abort()
      await running
    },
  }
}

/** What a large import left to be published, beside the rounds: messages and scores need not wait for a million records. */
function publicationRun() {
  const stopping = new AbortController()
  let running: Promise<unknown> | undefined
  return {
    /** A round's worth is published here and now; when that was not all, the rest follows beside the rounds. */
    async start(ctx: Ctx): Promise<number> {
      if (running) return 0
      const taken = await publishDue({ ctx, input: { limit: PUBLICATIONS_PER_ROUND } })
      if (taken < PUBLICATIONS_PER_ROUND || !ctx.config.databaseUrl || stopping.signal.aborted) return taken
      running = publishWaiting({ ctx, input: { stop: stopping.signal } })
        .then((more) => ctx.log.info({ records: taken + more }, 'publications up to date'))
        .catch((error: unknown) => ctx.log.error({ err: error }, 'publishing stopped'))
        .finally(() => {
          running = undefined
        })
      return taken
    },
    async stop(): Promise<void> {
      stopping.abort()
      await running
    },
  }
}

/**
 * The night's matching of requests with products, beside the rounds once a round's worth was not all. It waits for the night's
 * scores, whose grades it reads.
 */
function rematchRun() {
  const stopping = new AbortController()
  let running: Promise<unknown> | undefined
  return {
    async start(ctx: Ctx): Promise<void> {
      if (running || stopping.signal.aborted) return
      const first = await rematchRequests({ ctx, input: { stop: stopping.signal, ...(ctx.config.databaseUrl ? { limit: REQUESTS_PER_SWEEP } : {}) } })
      if (!ctx.config.databaseUrl || first.requests < REQUESTS_PER_SWEEP) return
      const started = performance.now()
      running = rematchRequests({ ctx, input: { stop: stopping.signal } })
        .then((sum) => ctx.log.info({ ...sum, pairsPerSecond: Math.round((sum.pairs * 1000) / (performance.now() - started)) }, 'requests matched again'))
        .catch((error: unknown) => ctx.log.error({ err: error }, 'matching requests failed'))
        .finally(() => {
          running = undefined
        })
    },
    async stop(): Promise<void> {
      stopping.abort()
      await running
    },
  }
}

/** Starts the timer work of this process; the returned function waits for the round under way and stops. Several processes may run it. */
export function startJobs(deps: Deps): () => Promise<void> {
  const state = { stopping: false }
  const nightly = nightlyRun()
  const publications = publicationRun()
  const rematches = rematchRun()
  let wake = () => {}
  let lastHousekeeping = 0
  const round = async () => {
    const ctx = makeCtx(deps, { requestId: newId('job'), actor: { kind: 'system', name: 'jobs' } })
    const scoring = await nightly.start(ctx)
    const busy = (await runOutbox(ctx, handlers)) + (await runScores(ctx, { onlyDue: scoring })) + (await runSimulation(ctx)) + (await publications.start(ctx)) + (await pollPayScore({ ctx, input: { limit: PAY_CHECKS_PER_ROUND } })) + (await propagateDue({ ctx, input: { limit: CHANNELS_PER_ROUND } }))
    if (ctx.now.getTime() - lastHousekeeping >= HOUSEKEEPING_MS) {
      while ((await expireVouchers({ ctx, input: { limit: VOUCHERS_PER_SWEEP } })) === VOUCHERS_PER_SWEEP && !state.stopping);
      while ((await watchWaivers({ ctx })) > 0 && !state.stopping);
      await drawStatements({ ctx, input: { limit: STATEMENTS_PER_SWEEP } })
      while ((await endPublications({ ctx, input: { limit: PUBLICATIONS_PER_ROUND } })) === PUBLICATIONS_PER_ROUND && !state.stopping);
      while ((await escalateCases({ ctx, input: { limit: CLOCKS_PER_SWEEP } })) === CLOCKS_PER_SWEEP && !state.stopping);
      while ((await warnCases({ ctx, input: { limit: CLOCKS_PER_SWEEP } })) === CLOCKS_PER_SWEEP && !state.stopping);
      while ((await remindReview({ ctx, input: { limit: CLOCKS_PER_SWEEP } })) === CLOCKS_PER_SWEEP && !state.stopping);
      await deliverLetters({ ctx, input: { limit: LETTERS_PER_SWEEP } })
      while ((await tellRepairable({ ctx, input: { limit: PUBLICATIONS_PER_ROUND } })) === PUBLICATIONS_PER_ROUND && !state.stopping);
      while ((await watchLoans({ ctx, input: { limit: CLOCKS_PER_SWEEP } })) > 0 && !state.stopping);
      if (!scoring) await rematches.start(ctx)
      await remindAgreements({ ctx, input: { limit: MERCHANTS_PER_SWEEP } })
      while ((await reconcileSeriousLists({ ctx, input: { limit: MERCHANTS_PER_SWEEP } })) === MERCHANTS_PER_SWEEP && !state.stopping);
      await escalateObjections({ ctx, input: { limit: MERCHANTS_PER_SWEEP } })
      while ((await remindCommitments({ ctx, input: { limit: MERCHANTS_PER_SWEEP } })) === MERCHANTS_PER_SWEEP && !state.stopping);
      await failInterruptedImports({ ctx, input: { startedBefore: new Date(ctx.now.getTime() - DEAD_IMPORT_MS) } })
      await deleteIdempotencyBefore(ctx.db, new Date(ctx.now.getTime() - KEEP_IDEMPOTENCY_MS))
      await deleteHoldsBefore(ctx.db, ctx.now)
      await deleteAssertionsBefore(ctx.db, ctx.now)
      await deleteLenderAssertionsBefore(ctx.db, ctx.now)
      await deleteDoneBefore(ctx.db, new Date(ctx.now.getTime() - KEEP_OUTBOX_MS))
      lastHousekeeping = ctx.now.getTime()
    }
    return busy
  }
  const loop = (async () => {
    while (!state.stopping) {
      let busy = 0
      try {
        busy = await round()
      } catch (error) {
        deps.log.error({ err: error }, 'jobs round failed')
      }
      if (!state.stopping && busy === 0)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, TICK_MS)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  })()
  return async () => {
    state.stopping = true
    wake()
    await nightly.stop()
    await publications.stop()
    await rematches.stop()
    await loop
  }
}
