import { benchFirstScreen } from './first-screen'
import { benchImport } from './import'
import { describeMachine, type Row } from './machine'
import { benchMatch } from './match'
import { benchPublish } from './publish'
import { benchRedeem } from './redeem'
import { benchRematch } from './rematch'
import { report } from './report'
import { benchScoreAll } from './score-all'
import { benchScorePage } from './score-page'
import { benchSearch } from './search'
import { openWorld, type World } from './world'

/**
 * Every bench prints a ratio to a limit or a peer measured in the same run, and its part of docs/performance.md is written from it.
 * `npm run bench [name …]`; needs a PostgreSQL (BENCH_DATABASE_URL or TEST_DATABASE_URL) and pgbench; `first-screen` also Chromium and `npm ci --prefix tools/weapp`. With names only those run, and the other parts stay.
 */
const BENCHES: Record<string, (world: World) => Promise<Row[]>> = { 'score-page': benchScorePage, redeem: benchRedeem, import: benchImport, publish: benchPublish, 'score-all': benchScoreAll, search: benchSearch, match: benchMatch, rematch: benchRematch, 'first-screen': benchFirstScreen }

const url = process.env['BENCH_DATABASE_URL'] ?? process.env['TEST_DATABASE_URL']
if (!url) {
  console.error('Set BENCH_DATABASE_URL=postgres://… to a PostgreSQL that may be loaded; a database named xinhui_bench is made and dropped there.')
  process.exit(2)
}
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`unknown bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`)
  process.exit(2)
}

const world = await openWorld(url)
try {
  const machine = await describeMachine(world.database)
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    const rows = await bench(world)
    for (const row of rows) console.log(`${row.bench}: ${row.what}\n    ours ${row.ours}\n    ${row.peer}\n    ratio ${row.ratio} (bar ${row.limit})`)
    report(name, Object.keys(BENCHES), machine, rows)
  }
} finally {
  await world.close()
}
