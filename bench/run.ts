import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchFirstScreen } from './first-screen'
import { benchImport } from './import'
import { describeMachine, type Row } from './machine'
import { benchMatch } from './match'
import { benchPublish } from './publish'
import { benchRedeem } from './redeem'
import { benchScoreAll } from './score-all'
import { benchScorePage } from './score-page'
import { benchSearch } from './search'
import { openWorld, type World } from './world'

/**
 * Every bench prints a ratio to a limit or a peer measured in the same run, and docs/performance.md is written from it.
 * `npm run bench [name …]`; needs a PostgreSQL (BENCH_DATABASE_URL or TEST_DATABASE_URL) and pgbench; `first-screen` also Chromium and `npm ci --prefix tools/weapp`. With names only those run and nothing is written.
 */
const BENCHES: Record<string, (world: World) => Promise<Row[]>> = { 'score-page': benchScorePage, redeem: benchRedeem, import: benchImport, publish: benchPublish, 'score-all': benchScoreAll, search: benchSearch, match: benchMatch, 'first-screen': benchFirstScreen }

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

const rows: Row[] = []
const world = await openWorld(url)
let machine: string[]
try {
  machine = await describeMachine(world.database)
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    const more = await bench(world)
    for (const row of more) console.log(`${row.bench}: ${row.what}\n    ours ${row.ours}\n    ${row.peer}\n    ratio ${row.ratio}`)
    rows.push(...more)
  }
} finally {
  await world.close()
}

if (asked.length === 0) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  writeFileSync(
    join(import.meta.dirname, '../docs/performance.md'),
    [
      '<!-- Written by `npm run bench`; do not edit. -->',
      '',
      '# Performance',
      '',
      `Run on ${new Date().toISOString().slice(0, 10)} at commit ${commit}. Client, server and database share the machine. A ratio compares two figures of this one run.`,
      '',
      ...machine.map((line) => `- ${line}`),
      '',
      '| Bench | What | Ours | Limit or peer | Ratio |',
      '|---|---|---|---|---|',
      ...rows.map((r) => `| ${r.bench} | ${r.what} | ${r.ours} | ${r.peer} | ${r.ratio} |`),
      '',
    ].join('\n'),
  )
  console.log('wrote docs/performance.md')
}
