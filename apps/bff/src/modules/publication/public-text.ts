import { type CatalogItem, maskName, redactIdentifiers } from '@xinhui/rules'
import type { Ctx } from '../../context'

/** Seal contexts of what names the representative: the registry's, and the record's own as of the decision. */
const SEAL_REGISTRY = 'organization.representative'
const SEAL_CONTENT = 'record.content'

/** Persons an organisation's record may name in passing: they are masked wherever the office's words repeat them. */
export function namedPersons(ctx: Ctx, row: { contentSealed: string | null; representativeSealed: string | null }): string[] {
  const { sealer } = ctx.keys
  const closed = row.contentSealed === null ? {} : (JSON.parse(sealer.open(row.contentSealed, SEAL_CONTENT)) as Record<string, string | number>)
  const own = closed['representative']
  const registered = row.representativeSealed === null ? undefined : sealer.open(row.representativeSealed, SEAL_REGISTRY)
  return [...new Set([own, registered].filter((name): name is string => typeof name === 'string' && name.length > 1))]
}

/** An office's words for everybody's eyes: identifiers of persons hidden, the representative masked. */
export function publicText(text: string, persons: readonly string[]): string {
  return persons.reduce((shown, name) => shown.replaceAll(name, maskName(name)), redactIdentifiers(text))
}

/** Only what the catalogue names, and only what stands in the open: sealed fields are not even read. */
export function publicContent(item: CatalogItem, content: Readonly<Record<string, string | number>>, persons: readonly string[]): Record<string, string | number> {
  const shown: Record<string, string | number> = {}
  for (const field of item.contentFields) {
    const value = content[field.name]
    if (value === undefined || value === '') continue
    shown[field.name] = typeof value === 'string' && field.type === 'text' ? publicText(value, persons) : value
  }
  return shown
}

const NUMBERS = ['documentNumber', 'caseNumber']
const NOT_A_TITLE = new Set([...NUMBERS, 'court', 'level'])

/**
 * What a row is called in a list, and its number 文号, for everybody's eyes. Only the fields these are made of are read:
 * hiding identifiers in an office's long texts costs more than all the rest of a publication.
 */
export function headline(item: CatalogItem, content: Readonly<Record<string, string | number>>, persons: readonly string[]): { title: string; documentNumber: string | null } {
  const publicOf = (field: CatalogItem['contentFields'][number] | undefined): string | undefined => {
    const value = field && content[field.name]
    if (typeof value !== 'string' || value === '') return undefined
    return field?.type === 'text' ? publicText(value, persons) : value
  }
  const titled = item.contentFields.find((f) => f.type === 'text' && !NOT_A_TITLE.has(f.name) && typeof content[f.name] === 'string' && content[f.name] !== '')
  const number = NUMBERS.map((name) => publicOf(item.contentFields.find((f) => f.name === name))).find((value) => value !== undefined)
  return { title: publicOf(titled)?.slice(0, 200) ?? item.title, documentNumber: number ?? null }
}
