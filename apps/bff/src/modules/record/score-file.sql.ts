import { FIELD, type Reading, RECORD, VALUE } from './score-file'

/** A literal of SQL: COPY and statements of workers take no parameters for lists of codes. */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`
const list = (values: readonly string[]): string => (values.length === 0 ? "('')" : `(${values.map(literal).join(', ')})`)

/** The values a model reads of a record; nothing else of its content leaves the table. */
function valuesOf({ open, authorised, fields }: Reading): string {
  const cases = [...open, ...authorised].flatMap((item) => {
    const names = fields[item] ?? []
    return names.length === 0 ? [] : [`WHEN ${literal(item)} THEN ${names.map((name) => `coalesce(r.content->>${literal(name)}, '')`).join(` || ${literal(VALUE)} || `)}`]
  })
  return cases.length === 0 ? "''" : `CASE r.item ${cases.join(' ')} ELSE '' END`
}

/**
 * A scalar subquery: the file of `subject` (an expression) as a score may read it now, NULL without records. The condition is
 * that of `listSubjectRecords` with the catalogue's publicity given instead of looked up row by row. Files in the table give
 * the last day that counts; the evaluator the first that does not.
 */
export function scoreFileSql(subject: string, reading: Reading, now: Date): string {
  // Asked of the subject, not of each record: the database then answers it once a file.
  const consented = `r.item = ANY (ARRAY(SELECT substr(c.purpose, 6) FROM consent c WHERE c.subject_id = ${subject} AND c.purpose LIKE 'item:%' AND c.receiver = 'city' AND c.status = 'living'
    AND (c.expires_at IS NULL OR c.expires_at > ${literal(now.toISOString())}::timestamptz)))`
  const f = literal(FIELD)
  return `(SELECT string_agg(r.id || ${f} || r.item || ${f} || r.decided_on || ${f} || coalesce((r.ends_on + 1)::text, '') || ${f} || r.source_office || ${f} || ${valuesOf(reading)}, ${literal(RECORD)})
    FROM record r WHERE r.subject_id = ${subject} AND r.status = 'valid' AND (r.item IN ${list(reading.open)} OR (r.item IN ${list(reading.authorised)} AND ${consented})))`
}
