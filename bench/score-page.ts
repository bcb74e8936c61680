import { load } from './load'
import type { Row } from './machine'
import { startServer } from './spawn'
import { giveScore, makeResident, type World } from './world'

const CONNECTIONS = 32
const SECONDS = 8

/** GET /me/score, logged in, over HTTP, against raw node:http doing the same single query. The client is the same process both times. */
export async function benchScorePage(world: World): Promise<Row[]> {
  const resident = await makeResident(world, 1)
  await giveScore(world, resident.subjectId)
  const measure = async (file: string, path: string, headers: Record<string, string>) => {
    const server = await startServer(file, { ...world.env, BENCH_SUBJECT: resident.subjectId })
    try {
      await load(server.origin, { connections: CONNECTIONS, seconds: 2, next: () => ({ method: 'GET', path, headers }) })
      return await load(server.origin, { connections: CONNECTIONS, seconds: SECONDS, next: () => ({ method: 'GET', path, headers }) })
    } finally {
      server.stop()
    }
  }
  const ours = await measure('serve-app.ts', '/api/v1/me/score', { authorization: `Bearer ${resident.token}` })
  const raw = await measure('serve-raw.ts', '/', {})
  if (ours.errors + raw.errors > 0) throw new Error(`score page: ${ours.errors} and ${raw.errors} errors`)
  const show = (r: typeof ours) => `${r.perSecond.toFixed(0)}/s, p50 ${r.p50Ms.toFixed(1)} ms, p99 ${r.p99Ms.toFixed(1)} ms`
  return [{ bench: 'score page', what: `GET /me/score over HTTP, ${CONNECTIONS} connections, ${SECONDS} s`, ours: show(ours), peer: `raw node:http, same query: ${show(raw)}`, ratio: (ours.perSecond / raw.perSecond).toFixed(2), limit: '—' }]
}
