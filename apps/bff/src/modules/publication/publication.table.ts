import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { day, instant } from '../../db/columns'
import { catalogItem } from '../catalog/catalog.table'
import { record } from '../record/record.table'
import { subject } from '../subject/subject.table'

/** Rule sets that say how long a record is shown, as the database knows them; the text is the files in a `rules` folder under `cities`. */
export const publicationRule = pgTable('publication_rule', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  sourceRef: text('source_ref').notNull(),
  effectiveFrom: day('effective_from').notNull(),
  effectiveTo: day('effective_to'),
  verified: boolean('verified').notNull(),
  /** Of the rule's whole content: another one has every published record looked at again. */
  contentHash: text('content_hash').notNull(),
  syncedAt: instant('synced_at').notNull(),
})

/**
 * The public display 公示 of one organisation's record. A trigger refuses natural persons and items that are not public.
 * `ends_on` is the first day it is no longer shown: reading compares it with today, so display ends at midnight by itself;
 * the sweep only tidies up.
 */
export const publication = pgTable(
  'publication',
  {
    recordId: text('record_id')
      .primaryKey()
      .references(() => record.id),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    item: text('item')
      .notNull()
      .references(() => catalogItem.code),
    kind: text('kind').notNull(),
    list: text('list', { enum: ['red', 'black'] }),
    title: text('title').notNull(),
    documentNumber: text('document_number'),
    office: text('office').notNull(),
    district: text('district'),
    /** Firm, document number and matter in one line, for the keyword. */
    searchText: text('search_text').notNull(),
    decidedOn: day('decided_on').notNull(),
    startsOn: day('starts_on').notNull(),
    endsOn: day('ends_on'),
    ruleId: text('rule_id')
      .notNull()
      .references(() => publicationRule.id),
    classCode: text('class_code').notNull(),
    repairableOn: day('repairable_on'),
    /** What the set in force when this was written says, where it is another one than the applied. */
    otherRuleId: text('other_rule_id').references(() => publicationRule.id),
    otherEndsOn: day('other_ends_on'),
    status: text('status', { enum: ['shown', 'ended', 'withheld'] }).notNull(),
    reason: text('reason', { enum: ['period-over', 'withdrawn', 'not-shown-by-rule', 'not-public', 'repaired', 'screened'] }),
    recordVersion: integer('record_version').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    index('publication_latest').on(t.decidedOn.desc(), t.recordId.desc()).where(sql`status = 'shown'`),
    index('publication_kind').on(t.kind, t.decidedOn.desc(), t.recordId.desc()).where(sql`status = 'shown'`),
    index('publication_list').on(t.list, t.decidedOn.desc(), t.recordId.desc()).where(sql`status = 'shown' AND list IS NOT NULL`),
    index('publication_subject').on(t.subjectId),
    index('publication_withdrawn').on(t.updatedAt.desc()).where(sql`status = 'ended' AND reason = 'withdrawn'`),
    index('publication_ends').on(t.endsOn).where(sql`status = 'shown'`),
    check('publication_reason', sql`(status = 'shown') = (reason IS NULL)`),
    check('publication_ends_after_start', sql`status <> 'shown' OR ends_on IS NULL OR ends_on > starts_on`),
  ],
)

/** A shown record whose open words its office changed by a later file: what was shown before is withdrawn, and that is said (for penalties 行政处罚法 art. 48). */
export const publicationCorrection = pgTable(
  'publication_correction',
  {
    recordId: text('record_id')
      .notNull()
      .references(() => record.id),
    /** The version that is shown instead. */
    recordVersion: integer('record_version').notNull(),
    correctedAt: instant('corrected_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.recordId, t.recordVersion] }), index('publication_correction_at').on(t.correctedAt)],
)

/** Records written since their publication was last looked at; a trigger on `record` fills it, whoever writes. */
export const publicationDue = pgTable('publication_due', { recordId: text('record_id').primaryKey(), since: instant('since').notNull() })
