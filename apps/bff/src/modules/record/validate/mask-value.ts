import { maskIdNumber, maskName, maskPhone, redactIdentifiers } from '@xinhui/rules'
import type { SubjectKind } from '@xinhui/rules'
import type { Column } from '../layout/layout'
import type { Cell } from '../reader/file-row'

const SHOWN_CHARACTERS = 120
/** Longer columns are prose, and prose about a person names people. */
const PROSE_OVER = 200

function shorten(text: string): string {
  const characters = Array.from(text)
  return characters.length <= SHOWN_CHARACTERS ? text : `${characters.slice(0, SHOWN_CHARACTERS).join('')}…（共 ${characters.length} 字）`
}

const hidden = (text: string): string => `（不显示，共 ${Array.from(text).length} 字）`

const MASKS: Record<Column['mask'], (text: string) => string> = { name: maskName, id: (text) => maskIdNumber(text, 'other'), phone: maskPhone, text: hidden }

/**
 * A rejected value as the report may show it. Where the row is about a person, or does not say about whom,
 * names and numbers are masked and free text is not shown at all; elsewhere identifiers in the text are still hidden.
 */
export function maskValue(column: Column | undefined, cell: Cell, kind: SubjectKind | null): string {
  const text = cell === null ? '' : String(cell).trim()
  if (text === '') return ''
  const ofPerson = kind !== 'organization'
  const isPersonal = column !== undefined && (column.personal === 'always' || (column.personal === 'persons' && ofPerson))
  if (!isPersonal) return ofPerson && column?.type === 'text' && (column.maxLength ?? Infinity) > PROSE_OVER ? hidden(text) : shorten(redactIdentifiers(text))
  return MASKS[column.mask](text)
}
