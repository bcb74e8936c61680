import { addDays, type Day } from '@xinhui/rules'
import { VIOLATIONS } from './copy/violations'
import { makeBulkIdNumber, makeUscc, REGIONS } from './generate-identifiers'
import { GIVEN_FIRST, GIVEN_SECOND, INDUSTRIES, OFFICES, STEMS, SURNAMES } from './names'
import { type Addressee, officeDay, PENALTY_HEADERS, penaltyRow } from './penalty-row'
import { createRandom } from './random'
import { csvHeader, csvLine } from './write-table'

const CHUNK_ROWS = 1000
/** Far from the indexes of the demo's own organisations. */
const FIRST_ORGANIZATION = 1_000_000
const ORGANIZATIONS = 60_000
const PERSONS = 40_000

const at = <T>(items: readonly T[], n: number): T | undefined => items[n % items.length]

function bulkOrganization(seed: number, n: number): Addressee {
  const field = at(INDUSTRIES, Math.floor(n / STEMS.length)) ?? INDUSTRIES[0]
  return {
    kind: 'organization',
    name: `云汀${at(STEMS, n) ?? ''}${field.tail}第${n + 1}经营部`,
    uscc: makeUscc(seed, FIRST_ORGANIZATION + n, '92', at(REGIONS, n) ?? REGIONS[0]),
    isHousehold: true,
    representative: bulkName(n * 3 + 1),
  }
}

const bulkName = (n: number): string => `${at(SURNAMES, n) ?? ''}${at(GIVEN_FIRST, Math.floor(n / 7)) ?? ''}${at(GIVEN_SECOND, Math.floor(n / 3)) ?? ''}`

/** Penalties of as many rows as wanted, in the present 双公示 layout, a thousand rows a piece: memory does not grow. Same seed and day, same text. */
export function* generateBulkPenalties(seed: number, day: Day, rows: number): Generator<string> {
  const forOrganizations = VIOLATIONS.filter((v) => v.by !== 'person')
  const forPersons = VIOLATIONS.filter((v) => v.by !== 'organization')
  const random = createRandom(seed, 'bulk-penalties')
  yield `\ufeff${csvHeader(PENALTY_HEADERS)}`
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    let chunk = ''
    for (let i = from; i < Math.min(rows, from + CHUNK_ROWS); i += 1) {
      const isPerson = random.chance(12)
      const n = random.int(0, (isPerson ? PERSONS : ORGANIZATIONS) - 1)
      const whom: Addressee = isPerson ? { kind: 'person', name: bulkName(n), idNumber: makeBulkIdNumber(n) } : bulkOrganization(seed, n)
      const violation = random.pick(isPerson ? forPersons : forOrganizations)
      const decidedOn = officeDay(addDays(day, -random.int(3, 1090)))
      chunk += csvLine(PENALTY_HEADERS, penaltyRow(random, { whom, violation, decidedOn, documentNumber: `${OFFICES[violation.office].word}批罚〔${decidedOn.slice(0, 4)}〕${i + 1}号` }))
    }
    yield chunk
  }
}
