import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeVectors } from '../packages/pass/src/testing/vectors'
import { ROOT } from './lib/build'

/** Writes packages/pass/vectors from the code; a test fails when they differ. */
const OUT = join(ROOT, 'packages/pass/vectors')
mkdirSync(OUT, { recursive: true })
let count = 0
for (const [name, file] of Object.entries(makeVectors())) {
  writeFileSync(join(OUT, `${name}.json`), `${JSON.stringify(file, null, 1)}\n`)
  count += file.vectors.length
}
console.log(`wrote ${count} vectors to packages/pass/vectors`)
