import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../..')

/** Who may read the table of records, and how each keeps special classes 专项信息 behind the subject's living consent. */
const READERS: Readonly<Record<string, string>> = {
  'modules/record/score-records.store.ts': 'the one condition every reading of a file goes through',
  'modules/record/score-file.sql.ts': 'the same condition in set form, for scores',
  'modules/record/serious-list.store.ts': 'one public item, yes or no',
  'modules/merchant/standing.store.ts': 'the same public item of merchants, yes or no',
  'modules/voucher/redeem.sql.ts': 'the same public item of the merchant, yes or no',
  'modules/record/record.store.ts': 'the import: the version before goes to the history',
  'modules/record/landing/stage.store.ts': 'the import: the version before goes to the history',
  'modules/record/revise-record.store.ts': 'a correction: the version before goes to the history',
  'modules/publication/publication.store.ts': 'public items only, by the catalogue and by a trigger',
  'modules/publication/shown.store.ts': 'joins what is published',
  'modules/repair/letter.store.ts': 'a letter for each decision: copies whose it is, which item, office and day; the subject reads it',
  'modules/quality/quality.store.ts': 'how many and how late, by office: neither whose nor what; names are organisations’ only',
  'modules/console/overview.store.ts': 'a count of all records',
  'db/sealed-columns.ts': 'ciphertext only',
}

it('records are read in one place, or where it is said why not: nobody goes around the consent', () => {
  const reads = /\.from\(record\)|\b(?:FROM|JOIN|USING)\s+"?record"?(?![\w_])/
  const found = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('testing'))
    .filter((name) => reads.test(readFileSync(join(SRC, name), 'utf8')))
    .map((name) => relative(SRC, join(SRC, name)).replaceAll('\\', '/'))
  expect(found.filter((name) => !(name in READERS))).toEqual([])
})
