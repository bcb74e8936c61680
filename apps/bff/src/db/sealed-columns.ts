import { sql, type SQL } from 'drizzle-orm'
import type { Db } from './client'
import { recordset, rowsOf } from './sql'

/** A column of ciphertext: where it is, what finds its row, under which context it is sealed. */
export interface SealedColumn {
  table: string
  column: string
  /** Primary or unique key, with the types PostgreSQL reads it by. */
  key: readonly { name: string; type: 'text' | 'int' }[]
  /** The context, or how the row's key makes it. */
  context: string | ((key: Readonly<Record<string, string | number>>) => string)
}

const id = [{ name: 'id', type: 'text' }] as const

/** Every sealed column of the database; a test compares it with the tables. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'subject', column: 'name_sealed', key: id, context: 'subject.name' },
  { table: 'subject', column: 'id_number_sealed', key: id, context: 'subject.id_number' },
  { table: 'subject', column: 'phone_sealed', key: id, context: 'subject.phone' },
  { table: 'organization', column: 'representative_sealed', key: [{ name: 'subject_id', type: 'text' }], context: 'organization.representative' },
  { table: 'account', column: 'openid_sealed', key: id, context: 'account.openid' },
  { table: 'staff', column: 'totp_sealed', key: id, context: 'staff.totp' },
  { table: 'record', column: 'content_sealed', key: id, context: 'record.content' },
  { table: 'record_history', column: 'content_sealed', key: [{ name: 'record_id', type: 'text' }, { name: 'version', type: 'int' }], context: 'record.content' },
  { table: 'objection', column: 'reason_sealed', key: id, context: 'objection.reason' },
  { table: 'objection', column: 'answer_sealed', key: id, context: 'objection.answer' },
  { table: 'commitment', column: 'fields_sealed', key: id, context: 'commitment.fields' },
  { table: 'commitment', column: 'hearing_reason_sealed', key: id, context: 'commitment.words' },
  { table: 'commitment', column: 'statement_sealed', key: id, context: 'commitment.words' },
  { table: 'commitment', column: 'decision_sealed', key: id, context: 'commitment.words' },
  { table: 'commitment_check', column: 'note_sealed', key: id, context: 'commitment.words' },
  { table: 'objection', column: 'office_reply_sealed', key: id, context: 'objection.office-reply' },
  { table: 'interview', column: 'reason_sealed', key: id, context: 'interview.words' },
  { table: 'interview', column: 'statement_sealed', key: id, context: 'interview.words' },
  { table: 'interview', column: 'result_sealed', key: id, context: 'interview.words' },
  { table: 'interview', column: 'appeal_sealed', key: id, context: 'interview.words' },
  { table: 'interview', column: 'decision_sealed', key: id, context: 'interview.words' },
  { table: 'repair_case', column: 'statement_sealed', key: id, context: 'repair.statement' },
  { table: 'repair_case', column: 'answer_sealed', key: id, context: 'repair.answer' },
  { table: 'repair_case', column: 'decision_note_sealed', key: id, context: 'repair.decision' },
  { table: 'repair_review', column: 'note_sealed', key: [{ name: 'case_id', type: 'text' }, { name: 'office', type: 'text' }], context: 'repair.opinion' },
  { table: 'repair_file', column: 'bytes_sealed', key: id, context: 'repair.file' },
  { table: 'merchant_application', column: 'contact_name_sealed', key: id, context: 'merchant_application.contact_name' },
  { table: 'merchant_application', column: 'contact_phone_sealed', key: id, context: 'merchant_application.contact_phone' },
  { table: 'agency', column: 'invitee_sealed', key: id, context: 'agency.invitee' },
  { table: 'waiver', column: 'claim_reason_sealed', key: id, context: 'waiver.claim' },
  { table: 'waiver', column: 'dispute_reason_sealed', key: id, context: 'waiver.dispute' },
  { table: 'waiver', column: 'decision_sealed', key: id, context: 'waiver.decision' },
  { table: 'photo', column: 'bytes_sealed', key: id, context: 'photo.bytes' },
  { table: 'loaded_code', column: 'code_sealed', key: id, context: 'loaded_code.code' },
  { table: 'redemption_flag', column: 'note_sealed', key: id, context: 'redemption_flag.note' },
  { table: 'scan_flag', column: 'note_sealed', key: id, context: 'redemption_flag.note' },
  { table: 'settlement_dispute', column: 'reason_sealed', key: id, context: 'settlement.dispute' },
  { table: 'settlement_dispute', column: 'answer_sealed', key: id, context: 'settlement.dispute' },
  { table: 'not_me_report', column: 'answer_sealed', key: id, context: 'not_me_report.answer' },
  { table: 'lender', column: 'contact_name_sealed', key: id, context: 'lender.contact_name' },
  { table: 'lender', column: 'contact_phone_sealed', key: id, context: 'lender.contact_phone' },
  { table: 'lender_client', column: 'webhook_secret_sealed', key: id, context: 'lender_client.webhook_secret' },
  { table: 'loan_request', column: 'note_sealed', key: id, context: 'loan_request.note' },
  { table: 'loan_request', column: 'listing_note_sealed', key: id, context: 'loan_request.listing_note' },
  { table: 'loan_application', column: 'refusal_note_sealed', key: id, context: 'loan_application.refusal_note' },
  { table: 'loan_compensation', column: 'reason_sealed', key: id, context: 'loan_compensation.reason' },
  { table: 'loan_callback', column: 'step_sealed', key: [{ name: 'lender_id', type: 'text' }, { name: 'id', type: 'text' }], context: 'loan_callback.step' },
  { table: 'loan_complaint', column: 'text_sealed', key: id, context: 'loan_complaint.text' },
  { table: 'loan_complaint', column: 'answer_sealed', key: id, context: 'loan_complaint.answer' },
  { table: 'idempotency', column: 'body_sealed', key: [{ name: 'actor', type: 'text' }, { name: 'key', type: 'text' }], context: (key) => `idempotency.body:${key['actor'] ?? ''}:${key['key'] ?? ''}` },
]

export interface SealedRow extends Record<string, string | number> {
  sealed: string
}

const keyList = (column: SealedColumn, prefix = '') => sql.raw(column.key.map((k) => `${prefix}"${k.name}"`).join(', '))

/** Rows sealed with another key than `kid`, in the order of the key, after the row given. */
export function listSealedOtherwise(db: Db, column: SealedColumn, by: { kid: string; after: SealedRow | undefined; limit: number }): Promise<SealedRow[]> {
  const name = sql.raw(`"${column.column}"`)
  const { after } = by
  const beyond = after ? sql`AND (${keyList(column)}) > (${sql.join(column.key.map((k) => sql`${after[k.name]}::${sql.raw(k.type)}`), sql`, `)})` : sql``
  return rowsOf<SealedRow>(
    db,
    sql`SELECT ${keyList(column)}, ${name} AS sealed FROM ${sql.raw(column.table)} WHERE ${name} IS NOT NULL AND NOT starts_with(${name}, ${`${by.kid}.`}) ${beyond} ORDER BY ${keyList(column)} LIMIT ${by.limit}::int`,
  )
}

/** Compare-and-set on the ciphertext: a value somebody wrote meanwhile stays. Answers how many were replaced. */
export async function replaceSealed(db: Db, column: SealedColumn, rows: readonly (SealedRow & { resealed: string })[]): Promise<number> {
  const columns = [...column.key.map((k) => `"${k.name}" ${k.type}`), 'sealed text', 'resealed text'].join(', ')
  const name = sql.raw(`"${column.column}"`)
  const same: SQL = sql.join(
    column.key.map((k) => sql.raw(`t."${k.name}" = i."${k.name}"`)),
    sql` AND `,
  )
  return db.transaction(async (tx) => {
    // The history is append-only but for this: see drizzle/*_reseal_history.sql.
    await tx.execute(sql`SELECT set_config('xinhui.reseal', 'on', true)`)
    const done = await rowsOf<{ one: number }>(tx, sql`UPDATE ${sql.raw(column.table)} t SET ${name} = i.resealed FROM ${recordset(rows, columns)} WHERE ${same} AND t.${name} = i.sealed RETURNING 1 AS one`)
    return done.length
  })
}

/** How many rows of all columns are sealed with another key than `kid`. */
export async function countSealedOtherwise(db: Db, kid: string): Promise<number> {
  let count = 0
  for (const { table, column } of SEALED_COLUMNS) {
    const name = sql.raw(`"${column}"`)
    const [row] = await rowsOf<{ n: number }>(db, sql`SELECT count(*)::int AS n FROM ${sql.raw(table)} WHERE ${name} IS NOT NULL AND NOT starts_with(${name}, ${`${kid}.`})`)
    count += row?.n ?? 0
  }
  return count
}

/** `table.column` of those that still hold a value sealed with `kid`. */
export async function columnsSealedWith(db: Db, kid: string): Promise<string[]> {
  const found: string[] = []
  for (const { table, column } of SEALED_COLUMNS) {
    const rows = await rowsOf(db, sql`SELECT 1 AS one FROM ${sql.raw(table)} WHERE starts_with(${sql.raw(`"${column}"`)}, ${`${kid}.`}) LIMIT 1`)
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  return found
}

/** A blind index and the sealed column that holds what it indexes. */
export interface BlindColumn {
  table: string
  column: string
  sealed: string
  context: string
  kind: 'id-number' | 'phone' | 'openid' | 'perk-code'
}

export const BLIND_COLUMNS: readonly BlindColumn[] = [
  { table: 'subject', column: 'id_number_blind', sealed: 'id_number_sealed', context: 'subject.id_number', kind: 'id-number' },
  { table: 'subject', column: 'phone_blind', sealed: 'phone_sealed', context: 'subject.phone', kind: 'phone' },
  { table: 'agency', column: 'invitee_blind', sealed: 'invitee_sealed', context: 'agency.invitee', kind: 'id-number' },
  { table: 'loaded_code', column: 'code_blind', sealed: 'code_sealed', context: 'loaded_code.code', kind: 'perk-code' },
  { table: 'account', column: 'openid_blind', sealed: 'openid_sealed', context: 'account.openid', kind: 'openid' },
]

export interface BlindRow extends Record<string, string> {
  id: string
  blind: string
  sealed: string
}

export const listBlind = (db: Db, { table, column, sealed }: BlindColumn, by: { after: string; limit: number }): Promise<BlindRow[]> =>
  rowsOf<BlindRow>(
    db,
    sql`SELECT id, ${sql.raw(column)} AS blind, ${sql.raw(sealed)} AS sealed FROM ${sql.raw(table)} WHERE ${sql.raw(column)} IS NOT NULL AND ${sql.raw(sealed)} IS NOT NULL AND id > ${by.after} ORDER BY id LIMIT ${by.limit}::int`,
  )

/** Compare-and-set on the old index. Answers how many moved. */
export async function replaceBlind(db: Db, { table, column }: BlindColumn, rows: readonly { id: string; blind: string; next: string }[]): Promise<number> {
  const name = sql.raw(column)
  const done = await rowsOf<{ one: number }>(db, sql`UPDATE ${sql.raw(table)} t SET ${name} = i.next FROM ${recordset(rows, 'id text, blind text, next text')} WHERE t.id = i.id AND t.${name} = i.blind RETURNING 1 AS one`)
  return done.length
}

export async function countBlind(db: Db): Promise<number> {
  let count = 0
  for (const { table, column } of BLIND_COLUMNS) {
    const [row] = await rowsOf<{ n: number }>(db, sql`SELECT count(*)::int AS n FROM ${sql.raw(table)} WHERE ${sql.raw(column)} IS NOT NULL`)
    count += row?.n ?? 0
  }
  return count
}
