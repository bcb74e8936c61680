import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from './machine'

const FILE = join(import.meta.dirname, '../docs/performance.md')
const HEAD = ['<!-- Written by `npm run bench`; do not edit. -->', '', '# Performance', '', 'Each part is one run of one bench, at the commit and on the machine it names. Client, server and database share the machine. A ratio compares two figures of the same run; a bar is what we ask of ourselves.', '']

/** The parts of the report by their bench. */
function readParts(): Map<string, string> {
  const [, ...parts] = readFileSync(FILE, 'utf8').split(/^## /m)
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), `## ${part.trimEnd()}\n`]))
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** Puts the results of one bench in the place of its last ones; the other parts stay. `order`: all benches there are. */
export function report(name: string, order: readonly string[], machine: readonly string[], rows: readonly Row[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const parts = readParts()
  parts.set(
    name,
    [
      `## ${name}`,
      '',
      `\`npm run bench ${name}\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit}: ${machine.join(', ')}.`,
      '',
      '| What | Ours | Limit or peer | Ratio | Bar |',
      '|---|---|---|---|---|',
      ...rows.map((r) => `| ${[`${r.bench}: ${r.what}`, r.ours, r.peer, r.ratio, r.limit].map(cell).join(' | ')} |`),
      '',
    ].join('\n'),
  )
  writeFileSync(FILE, `${HEAD.join('\n')}\n${order.flatMap((bench) => parts.get(bench) ?? []).join('\n')}`)
}
