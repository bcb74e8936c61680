import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { dayInShanghai, isDay } from '@xinhui/rules'
import { generateBulkPenalties } from '../modules/demo/generate-bulk-penalties'
import { generateCity } from '../modules/demo/generate-city'
import { type Command, integerOf, optionText, type Outcome, takePositionals, UsageError } from './command'

const MAX_ROWS = 50_000_000

export const generateCommand: Command = {
  help: `generate --out <dir> [--seed 1] [--day 2026-11-21] [--rows N]

Writes the demo city as the files its offices would send: persons, firms, merchants, stores, perks, lenders, loan products
and three years of records before --day (today unless told). The same seed and day give the same bytes. The numbers of the
file names are the order to import them in. All identifiers lie in region 9901, which exists in no official table.

--rows writes one penalty file of N rows instead, in constant memory, for trying out large imports.

  npm run -s credit -- generate --out /tmp/city --seed 7
  npm run -s credit -- generate --out /tmp/big --rows 1000000
`,
  options: { out: { type: 'string' }, seed: { type: 'string' }, day: { type: 'string' }, rows: { type: 'string' } },
  async run(call) {
    takePositionals(call)
    const out = optionText(call, 'out')
    if (!out) throw new UsageError('--out <dir> is missing')
    const seed = integerOf(optionText(call, 'seed') ?? '1', '--seed', 0)
    const day = optionText(call, 'day') ?? dayInShanghai(Date.now())
    if (!isDay(day) || day < '2024-01-01') throw new UsageError(`--day must be a day from 2024-01-01 on, like 2026-11-21, not "${day}"`)
    const rowsText = optionText(call, 'rows')
    const dir = call.path(out)
    const rows = rowsText === undefined ? null : integerOf(rowsText, '--rows', 1)
    if (rows !== null && rows > MAX_ROWS) throw new UsageError(`--rows may be ${MAX_ROWS} at most`)
    mkdirSync(dir, { recursive: true })
    if (rows !== null) return writeBulk(dir, seed, day, rows, call.progress)
    const { files } = generateCity(seed, day)
    for (const file of files) writeFileSync(join(dir, file.fileName), file.bytes)
    const listed = files.map(({ fileName, layout, rows: count, bytes }) => ({ fileName, layout, rows: count, bytes: bytes.length }))
    return { exit: 0, json: { dir, seed, day, files: listed }, text: `${listed.map((f) => `${String(f.rows).padStart(6)} rows  ${f.fileName}`).join('\n')}\nwrote ${listed.length} files to ${dir}\n` }
  },
}

async function writeBulk(dir: string, seed: number, day: string, rows: number, progress: (line: string) => void): Promise<Outcome> {
  const path = join(dir, `penalty-${rows}.csv`)
  let pieces = 0
  function* counted() {
    for (const piece of generateBulkPenalties(seed, day, rows)) {
      if (pieces % 50 === 0) progress(`${Math.min(rows, pieces * 1000)} of ${rows} rows`)
      pieces += 1
      yield piece
    }
  }
  await pipeline(Readable.from(counted(), { highWaterMark: 2 }), createWriteStream(path))
  return { exit: 0, json: { file: path, seed, day, rows }, text: `wrote ${rows} rows to ${path}\n` }
}
