import { createHash } from 'node:crypto'
import { dayInShanghai } from '@xinhui/rules'
import { type Ctx, type Deps, makeCtx } from '../../context'
import { newId } from '../../lib/id'
import { listEmptyBuckets } from '../perk/code.store'
import { loadCodes } from '../perk/load-codes'
import { importFile } from '../record/import-file'
import { type BatchRow, listBatches } from '../record/record.store'
import { findPersonByIdNumber } from '../subject/subject.store'
import { createDemoStaff, planDemoStaff } from './create-demo-staff'
import { type DemoRecord, readDemoRecord, writeDemoRecord } from './demo-file'
import { installDemo } from './demo-source'
import { generateCity } from './generate-city'
import { generateCodes } from './generate-market'
import { generateOrganizations } from './generate-organizations'
import { generatePersons } from './generate-persons'
import { liveMonths } from './live-months'
import { openProgrammes } from './open-programmes'
import { registerDemoLenders } from './register-lenders'

const SEED = 1
const IMPORTED_BY = 'system:demo'
const PAGE = 500
const CODES = 200

export interface DemoLoading {
  /** Files and rows landed by this start; both 0 when the city was there. */
  files: number
  rowsNew: number
  /** Rows the import refused: none, or the generator and the layouts disagree. */
  rowsRejected: number
}

/** What the demo landed in this database so far, oldest first. */
async function landedBatches(ctx: Ctx): Promise<BatchRow[]> {
  const found: BatchRow[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await listBatches(ctx.db, { cursor, limit: PAGE })
    found.push(...page.filter((b) => b.importedBy === IMPORTED_BY && (b.status === 'landed' || b.status === 'unchanged')))
    cursor = page.at(-1)?.id
    if (page.length < PAGE) return found.toReversed()
  }
}

async function landFiles(ctx: Ctx, record: DemoRecord, landed: readonly BatchRow[], progress: (line: string) => void): Promise<DemoLoading> {
  const { files } = generateCity(record.seed, record.day)
  const done = new Set(landed.map((b) => b.sha256))
  const sum: DemoLoading = { files: 0, rowsNew: 0, rowsRejected: 0 }
  for (const [i, { fileName, layout, rows, bytes }] of files.entries()) {
    if (done.has(createHash('sha256').update(bytes).digest('hex'))) continue
    progress(`demo city ${i + 1}/${files.length}: ${fileName}, ${rows} rows`)
    const batch = await importFile({ ctx, input: { fileName, file: bytes, layout, importedBy: IMPORTED_BY } })
    sum.files += 1
    sum.rowsNew += batch.rowsNew
    sum.rowsRejected += batch.rowsRejected
    if (batch.rowsRejected > 0) progress(`demo city: ${batch.rowsRejected} rows of ${fileName} were rejected`)
  }
  return sum
}

/** Fills the buckets that the import made: their codes come from the partner, not from the perks’ file. Again, nothing. */
async function loadDemoCodes(ctx: Ctx, record: DemoRecord): Promise<void> {
  for (const perkId of await listEmptyBuckets(ctx.db)) await loadCodes({ ctx, input: { perkId, bytes: new TextEncoder().encode(generateCodes(record.seed, CODES)) } })
}

/** Whether the city of this record is in this database: a new database beside an old demo file has nobody yet. */
async function isLoaded(ctx: Ctx, record: DemoRecord): Promise<boolean> {
  const [first] = generatePersons(record.seed, record.day)
  return first !== undefined && (await findPersonByIdNumber(ctx.db, ctx.keys.sealer.blind(first.idNumber, 'id-number'))) !== undefined
}

/** Lands what is missing. The day is the first start's, remembered in the demo file or, should that be lost, by the first batch. */
async function complete(ctx: Ctx, dataDir: string, record: DemoRecord, isKnown: boolean, progress: (line: string) => void): Promise<DemoLoading> {
  const landed = await landedBatches(ctx)
  const [first] = landed
  if (!first) record.day = dayInShanghai(ctx.now.getTime())
  else if (!isKnown) record.day = dayInShanghai(first.startedAt.getTime())
  record.complete = false
  writeDemoRecord(dataDir, record)
  return landFiles(ctx, record, landed, progress)
}

/**
 * Loads the demo city where it is missing: generated for the first start's day and entered file by file through the
 * import, then one console account per role, what is known of its lenders, and two months of uses, settled. Safe to interrupt: the next start generates the same bytes and goes on with
 * the files that have not landed. Needs mode `demo`.
 */
export async function loadDemo({ deps, progress }: { deps: Deps; progress: (line: string) => void }): Promise<DemoLoading> {
  if (deps.config.mode !== 'demo') throw new Error('the demo city is loaded in demo mode only')
  const { dataDir } = deps.config
  const ctx = makeCtx(deps, { requestId: newId('req'), actor: { kind: 'system', name: 'demo' } })
  const known = readDemoRecord(dataDir)
  const record: DemoRecord = known ?? { seed: SEED, day: '', complete: false, staff: planDemoStaff() }
  const isThere = known?.complete === true && (await isLoaded(ctx, known))
  const loading = isThere ? { files: 0, rowsNew: 0, rowsRejected: 0 } : await complete(ctx, dataDir, record, known !== undefined, progress)
  await loadDemoCodes(ctx, record)
  await createDemoStaff(ctx, dataDir, record)
  const persons = generatePersons(record.seed, record.day)
  const organizations = generateOrganizations(record.seed, record.day, persons)
  await registerDemoLenders(ctx, organizations, record.day)
  if (!isThere) {
    await openProgrammes({ deps })
    progress('demo city: the two months before')
    await liveMonths({ deps, day: record.day, persons })
    record.complete = true
    writeDemoRecord(dataDir, record)
    progress('demo city: ready')
  }
  installDemo(deps.city, persons, organizations, record.staff)
  return loading
}
