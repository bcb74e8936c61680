import { type CatalogItem, dayInShanghai, listOf, publicationEnd } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { cityData } from '../city/city-data'
import { enqueueAll } from '../outbox/enqueue'
import { SERIOUS_LIST } from '../record/serious-list.store'
import { makeLetters } from '../repair/make-letters'
import { publicationRules } from './load-rules'
import { headline, namedPersons } from './public-text'
import { deletePublications, type DueRecord, endPublications, findDueRecords, insertCorrections, type PublicationRow, takeDue, upsertPublications } from './publication.store'

function toPublication(ctx: Ctx, row: DueRecord, item: CatalogItem, today: string, named: (row: DueRecord) => string[]): PublicationRow {
  const end = publicationEnd(
    publicationRules(ctx.city),
    { kind: item.kind, decidedOn: row.decidedOn, endsOn: row.endsOn, retentionMonths: item.retentionMonths, fields: row.content },
    today,
  )
  if (!end) throw new Error(`no publication rule for ${item.kind}`)
  const { title, documentNumber } = headline(item, row.content, named(row))
  // A repaired record is over whatever the calendar says; a false commitment holds one for as long as it costs.
  const heldUntil = row.heldUntil !== null && (end.endsOn === null || end.endsOn < row.heldUntil) ? row.heldUntil : null
  const endsOn = heldUntil ?? end.endsOn
  const isOver = row.repair !== null || (endsOn !== null && endsOn <= today)
  const over = row.repair === 'ended' ? ('repaired' as const) : row.repair === 'screened' ? ('screened' as const) : ('period-over' as const)
  const isShown = end.isShown || heldUntil !== null
  return {
    recordId: row.id,
    subjectId: row.subjectId,
    item: item.code,
    kind: item.kind,
    list: listOf(item, row.content),
    title,
    documentNumber,
    office: row.office,
    district: row.district,
    searchText: [row.name, documentNumber, title].filter((part) => part !== null).join('\n'),
    decidedOn: row.decidedOn,
    startsOn: row.publishedOn ?? dayInShanghai(Number(row.createdAtMs)),
    endsOn,
    ruleId: end.ruleId,
    classCode: end.classCode,
    repairableOn: end.repairableOn,
    otherRuleId: end.other?.ruleId ?? null,
    otherEndsOn: end.other?.endsOn ?? null,
    status: !isShown ? 'withheld' : isOver ? 'ended' : 'shown',
    reason: !isShown ? 'not-shown-by-rule' : isOver ? over : null,
    recordVersion: row.version,
  }
}

/** An import seals what repeats within one firm's records once: it is opened once, too. */
function namedOnce(ctx: Ctx): (row: DueRecord) => string[] {
  const known = new Map<string, string[]>()
  return (row) => {
    const key = `${row.contentSealed ?? ''} ${row.representativeSealed ?? ''}`
    let names = known.get(key)
    if (!names) {
      names = namedPersons(ctx, row)
      known.set(key, names)
    }
    return names
  }
}

/** Whether what the public read was wrong: only what the catalogue shows counts, and not what goes on by itself. */
const readsDifferently = (row: DueRecord, item: CatalogItem): boolean => {
  const { shownContent: before } = row
  return before !== null && (row.shownDecidedOn !== row.decidedOn || item.contentFields.some(({ name, progresses }) => progresses !== true && (before[name] ?? '') !== (row.content[name] ?? '')))
}

/**
 * Decides the publication of records written since the last round; answers how many it took, at most `limit`. Display starts on
 * the day the record landed; it has its end from that moment on. A withdrawn record leaves the display, a natural person's never
 * enters it.
 */
export async function publishDue({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const ids = await takeDue(ctx.db, input.limit)
    if (ids.length === 0) return 0
    await decidePublications(ctx, ids)
    // The letter that comes with a decision (两书同达) is made in the same stretch, in one statement for all of them.
    await makeLetters(ctx, ids)
    return ids.length
  })
}

/** Decides the publication of these records anew, in the caller's transaction. */
export async function decidePublications(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { itemsByCode } = cityData(ctx.city)
  const today = dayInShanghai(ctx.now.getTime())
  const rows: PublicationRow[] = []
  const withdrawn: string[] = []
  const notPublic: string[] = []
  const corrected: Parameters<typeof insertCorrections>[1][number][] = []
  const persons: string[] = []
  const named = namedOnce(ctx)
  const listed = new Set<string>()
  for (const row of await findDueRecords(ctx.db, ids)) {
    const item = itemsByCode.get(row.item)
    if (row.item === SERIOUS_LIST && row.subjectKind === 'organization') listed.add(row.subjectId)
    if (row.subjectKind === 'person') persons.push(row.id)
    else if (item?.publicity !== 'public') notPublic.push(row.id)
    else if (row.status === 'void') {
      if (row.isShown) withdrawn.push(row.id)
    } else {
      rows.push(toPublication(ctx, row, item, today, named))
      if (readsDifferently(row, item)) corrected.push({ recordId: row.id, recordVersion: row.version, correctedAt: ctx.now })
    }
  }
  if (rows.length > 0) await upsertPublications(ctx.db, rows, ctx.now)
  if (corrected.length > 0) {
    await insertCorrections(ctx.db, corrected)
    await enqueueAll(ctx, 'publication.corrected', corrected.map(({ recordId, recordVersion }) => ({ recordId, recordVersion })))
  }
  if (withdrawn.length > 0) {
    await endPublications(ctx.db, withdrawn, 'withdrawn', ctx.now)
    await enqueueAll(ctx, 'publication.withdrawn', withdrawn.map((recordId) => ({ recordId })))
  }
  if (notPublic.length > 0) await endPublications(ctx.db, notPublic, 'not-public', ctx.now)
  if (persons.length > 0) await deletePublications(ctx.db, persons)
  // A partner that enters the list, or leaves it: whoever honours perks must know.
  await enqueueAll(ctx, 'merchant.serious-list', [...listed].map((subjectId) => ({ subjectId })))
}
