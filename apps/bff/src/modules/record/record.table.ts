import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { day, instant, sealed } from '../../db/columns'
import { catalogItem } from '../catalog/catalog.table'
import { officeClient } from '../intake/intake.table'
import { subject } from '../subject/subject.table'

/** How far an import has come, as it was told last. */
export interface StoredProgress {
  rowsRead: number
  rowsRejected: number
  rowsPerSecond: number
  /** 0 … 1 of the file's bytes; null for a spreadsheet, which is read whole. */
  share: number | null
  secondsLeft: number | null
}

/** One imported file: `queued` once it lies in the spool, then `running`, then one of the other states for ever. */
export const importBatch = pgTable(
  'import_batch',
  {
    id: text('id').primaryKey(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    layout: text('layout').notNull(),
    layoutTitle: text('layout_title').notNull(),
    encoding: text('encoding').notNull(),
    status: text('status', { enum: ['queued', 'running', 'landed', 'unchanged', 'failed', 'cancelled'] }).notNull(),
    /** Layout the sender named; empty: found by the header. */
    layoutAsked: text('layout_asked').notNull().default(''),
    progress: jsonb('progress').$type<StoredProgress>(),
    /** The machine that sent it, when one did. */
    clientId: text('client_id').references(() => officeClient.id),
    idempotencyKey: text('idempotency_key'),
    rowsTotal: integer('rows_total').notNull().default(0),
    rowsNew: integer('rows_new').notNull().default(0),
    rowsChanged: integer('rows_changed').notNull().default(0),
    rowsUnchanged: integer('rows_unchanged').notNull().default(0),
    rowsRejected: integer('rows_rejected').notNull().default(0),
    failure: text('failure'),
    importedBy: text('imported_by').notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    index('import_batch_started').on(t.startedAt),
    uniqueIndex('import_batch_client_key').on(t.clientId, t.idempotencyKey),
    index('import_batch_open').on(t.id).where(sql`status IN ('queued', 'running')`),
    check('import_batch_rows', sql`status IN ('queued', 'running', 'failed', 'cancelled') OR rows_new + rows_changed + rows_unchanged + rows_rejected = rows_total`),
  ],
)

/** A row that was not taken, and why. Values of personal fields are masked before they come here. */
export const importReject = pgTable(
  'import_reject',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => importBatch.id),
    seq: integer('seq').notNull(),
    row: integer('row').notNull(),
    field: text('field').notNull(),
    value: text('value').notNull(),
    reason: text('reason').notNull(),
    /** The office the row names as its source, where it could be read: quality is counted by office. */
    office: text('office'),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.seq] })],
)

/** One catalogued fact in a credit file 信用信息. */
export const record = pgTable(
  'record',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id')
      .notNull()
      .references(() => subject.id),
    /** Catalogue code: a record outside the city's catalogue cannot be stored. */
    item: text('item')
      .notNull()
      .references(() => catalogItem.code),
    /** What makes the record the same in the next file: document number + office, or the layout's key columns. */
    sourceKey: text('source_key').notNull(),
    sourceOffice: text('source_office').notNull(),
    sourceOfficeUscc: text('source_office_uscc'),
    decidedOn: day('decided_on').notNull(),
    endsOn: day('ends_on'),
    status: text('status', { enum: ['valid', 'void'] }).notNull().default('valid'),
    /** Typed fields a model may read: numbers, days, coded values. Never free text about a person. */
    content: jsonb('content').$type<Record<string, string | number>>().notNull(),
    /** JSON of all other fields, sealed when they may hold a person's data. */
    contentSealed: sealed('content_sealed'),
    contentHash: text('content_hash').notNull(),
    version: integer('version').notNull().default(1),
    batchId: text('batch_id').references(() => importBatch.id),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('record_source').on(t.item, t.sourceKey),
    index('record_subject').on(t.subjectId, t.item),
    // Records arrive in time order: a block index costs an import next to nothing and still finds a month.
    index('record_created').using('brin', t.createdAt),
    check('record_no_health_data', sql`item NOT IN ('blood-donation', 'blood', 'health', 'religion', 'genes', 'fingerprint')`),
  ],
)

/** Earlier versions of a record, oldest first. */
export const recordHistory = pgTable(
  'record_history',
  {
    recordId: text('record_id')
      .notNull()
      .references(() => record.id),
    version: integer('version').notNull(),
    content: jsonb('content').$type<Record<string, string | number>>().notNull(),
    contentSealed: sealed('content_sealed'),
    status: text('status').notNull(),
    decidedOn: day('decided_on').notNull(),
    endsOn: day('ends_on'),
    batchId: text('batch_id'),
    replacedAt: instant('replaced_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.recordId, t.version] })],
)
