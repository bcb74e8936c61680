import { z } from 'zod'
import { Cursor, Day, type EndpointShape, idOf, Instant, pageOf } from './common'

export const RecordView = z.object({
  recordId: idOf('rec'),
  item: z.string(),
  itemTitle: z.string(),
  /** How it reads: helps / hurts / neutral for the score; never a colour alone. */
  tone: z.enum(['positive', 'negative', 'neutral']),
  title: z.string(),
  sourceOffice: z.string(),
  decidedOn: Day,
  endsOn: Day.nullable(),
  /** Last day the file shows it: as long as the catalogue keeps it and it is in force; null: no such day is known. */
  shownUntil: Day.nullable(),
  /** Whoever reads the record also reads that it is objected to (异议处理中). */
  objection: z.object({ objectionId: idOf('obj'), since: Instant }).nullable(),
  fields: z.array(z.object({ name: z.string(), title: z.string(), value: z.string() })),
})
export type RecordView = z.infer<typeof RecordView>

export const ImportReject = z.object({ row: z.number().int(), field: z.string(), value: z.string(), reason: z.string() })
export type ImportReject = z.infer<typeof ImportReject>

/** How far a running import has come. */
export const ImportProgress = z.object({
  rowsRead: z.number().int(),
  rowsRejected: z.number().int(),
  rowsPerSecond: z.number().int(),
  /** 0 … 1 of the file's bytes; null for a spreadsheet, which is read whole. */
  share: z.number().nullable(),
  secondsLeft: z.number().int().nullable(),
})

/** One imported file. `rowsNew + rowsChanged + rowsUnchanged + rowsRejected = rowsTotal`. */
export const ImportBatch = z.object({
  batchId: idOf('bat'),
  fileName: z.string(),
  sha256: z.string(),
  layout: z.string(),
  layoutTitle: z.string(),
  encoding: z.string(),
  status: z.enum(['queued', 'running', 'landed', 'unchanged', 'failed', 'cancelled']),
  rowsTotal: z.number().int(),
  rowsNew: z.number().int(),
  rowsChanged: z.number().int(),
  rowsUnchanged: z.number().int(),
  rowsRejected: z.number().int(),
  /** What went wrong with the file as a whole. */
  failure: z.string().nullable(),
  /** Only while it runs, and only on a database server. */
  progress: ImportProgress.nullable(),
  importedBy: z.string(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
})
export type ImportBatch = z.infer<typeof ImportBatch>

/** One version of a record: what stood in the credit file from one import to the next. */
export const RecordVersion = z.object({
  version: z.number().int(),
  status: z.enum(['valid', 'void']),
  decidedOn: Day,
  endsOn: Day.nullable(),
  /** Fields kept in the open; what is sealed is only named. */
  fields: z.array(z.object({ name: z.string(), title: z.string(), value: z.string() })),
  sealedFields: z.boolean(),
  batchId: idOf('bat').nullable(),
  /** When the next version took its place; null for the one that counts now. */
  replacedAt: Instant.nullable(),
})

const batchParams = z.object({ batchId: idOf('bat') })

export const recordEndpoints = {
  'GET /me/records': { summary: 'My credit file (我的信用)', response: z.object({ items: z.array(RecordView) }) },
  'GET /console/imports': { summary: 'Imported files', query: Cursor, response: pageOf(ImportBatch) },
  'POST /console/imports': {
    summary: 'Import a file: 双公示, registry or a catalogue item; CSV (UTF-8, GB18030) or XLSX. A long one answers while it is still running',
    query: z.object({ fileName: z.string().min(1).max(200), layout: z.string().max(60).optional() }),
    upload: ['application/octet-stream', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    response: ImportBatch,
    status: 201,
  },
  'GET /console/imports/{batchId}': { summary: 'One import with its first rejected rows', params: batchParams, response: z.object({ batch: ImportBatch, rejects: z.array(ImportReject) }) },
  'GET /console/imports/{batchId}/rejects.csv': { summary: 'All rejected rows as CSV', params: batchParams, file: 'text/csv' },
  'POST /console/imports/{batchId}/cancellation': { summary: 'Cancel an import that has not landed: nothing of its file is written', params: batchParams, response: ImportBatch },
  'GET /console/records/{recordId}/history': {
    summary: 'All versions of a record, oldest first: corrections and withdrawals keep what stood before',
    params: z.object({ recordId: idOf('rec') }),
    response: z.object({ recordId: idOf('rec'), item: z.string(), itemTitle: z.string(), sourceOffice: z.string(), items: z.array(RecordVersion) }),
  },
  'GET /console/layouts': {
    summary: 'File layouts this city accepts',
    response: z.object({ items: z.array(z.object({ code: z.string(), title: z.string(), columns: z.array(z.object({ header: z.string(), required: z.boolean(), note: z.string() })) })) }),
  },
} as const satisfies Record<string, EndpointShape>
