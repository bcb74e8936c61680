import type { PublicationCondition } from './publication-rules'

/** A record's content, as its catalogue item names it; amounts in fen. */
export type RecordFields = Readonly<Record<string, string | number>>

const SEPARATORS = /[、，,；;/|\s]+/

function holds(condition: PublicationCondition, fields: RecordFields): boolean {
  const value = fields[condition.field]
  const text = value === undefined ? '' : String(value)
  if (condition.absent) return text === ''
  if (text === '') return false
  if (condition.in) return condition.in.includes(text)
  if (condition.contains) return condition.contains.some((part) => text.includes(part))
  const { only } = condition
  if (only) return text.split(SEPARATORS).every((part) => part === '' || only.includes(part))
  return typeof value === 'number' && value <= (condition.max ?? -1)
}

/** The class of gravity a record falls into: the first whose `when` holds. Publication and repair ask the same question. @throws RangeError when no class takes it */
export function classOf<C extends { when: PublicationCondition[][] }>(rule: { id: string; classes: readonly C[] }, fields: RecordFields): C {
  const found = rule.classes.find((one) => one.when.length === 0 || one.when.some((row) => row.every((condition) => holds(condition, fields))))
  if (!found) throw new RangeError(`${rule.id} has no class for every record`)
  return found
}
