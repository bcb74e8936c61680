import { type CatalogItem, checkIdCard, checkUscc, cleanName, type Day, nameKey, parseAmount, parseDay, type PerkTier, squeezeSpaces, stripInvisible, toHalfWidth } from '@xinhui/rules'
import type { City } from '../../city/load-city'
import { type Column, headerOf } from '../layout/layout'
import type { Cell } from '../reader/file-row'
import { parseTiers } from './parse-tiers'

interface Capital {
  fen: number | null
  currency: string
  raw: string
}

export type Value = string | number | Capital | PerkTier[]
/** By field; absent cells have no entry. */
export type Values = Record<string, Value>
/** `null`: the cell says nothing. */
export type Parsed = { ok: true; value: Value | null } | { ok: false; message: string }

/** What a cell is judged by; plain data, so that it crosses threads. */
export interface CellContext {
  today: Day
  scenes: City['scenes']
  /** The catalogue, by code. */
  items: ReadonlyMap<string, CatalogItem>
  /** Rows must come from this office (USCC), where they name one. */
  officeUscc?: string | undefined
}

/** 双公示 writes it for “no end”. */
export const LONG_TERM = '2099-12-31'
const ABSENT = new Set(['', 'N/A', 'NA', 'NULL', '\\N', '-', '--', '—', '——'])
/** In a column of codes, days or amounts these words also mean that there is none. */
const NONE = new Set(['无', '暂无', '/'])
const WORDS: ReadonlySet<Column['type']> = new Set(['text', 'name', 'enum', 'scene', 'item', 'tiers'])

const bad = (message: string): Parsed => ({ ok: false, message })
const good = (value: Value | null): Parsed => ({ ok: true, value })

/** Fifteen digits are all a spreadsheet keeps of a number; a code stored as one has lost its end. */
const LOST_DIGITS = 1e15

function integerOf(column: Column, text: string, scale: number): Parsed {
  const match = /^([+-]?)(\d{1,12})(?:\.(\d+))?%?$/.exec(toHalfWidth(text).replaceAll(/[,\s]/g, ''))
  if (!match) return bad(scale === 0 ? '应为整数' : '应为数字')
  const fraction = match[3] ?? ''
  if (/[1-9]/.test(fraction.slice(scale))) return bad(scale === 0 ? '应为整数' : `最多 ${scale} 位小数`)
  const value = Number(`${match[1] ?? ''}${match[2] ?? ''}${fraction.slice(0, scale).padEnd(scale, '0')}`)
  const shown = (n: number) => String(n / 10 ** scale)
  if (column.min !== undefined && value < column.min) return bad(`不能小于 ${shown(column.min)}`)
  if (column.max !== undefined && value > column.max) return bad(`不能大于 ${shown(column.max)}`)
  return good(value)
}

function dayOf(column: Column, text: string | number, context: CellContext): Parsed {
  const parsed = parseDay(text)
  if (!parsed.ok) return bad(parsed.message)
  if (column.type === 'past-day' && parsed.day > context.today) return bad(`日期晚于今天（${context.today}）`)
  if (column.type === 'end-day' && parsed.day > LONG_TERM) return bad('日期晚于 2099-12-31')
  return good(parsed.day)
}

function amountOf(column: Column, text: string | number, bareUnit: 'wan' | 'yuan'): Parsed {
  const parsed = parseAmount(text, { bareUnit })
  if (!parsed.ok) return bad(parsed.message)
  if (parsed.currency === null) return good(null)
  if (parsed.fen === null) return bad('应为人民币金额')
  if (column.min !== undefined && parsed.fen < column.min) return bad('金额太小')
  return good(parsed.fen)
}

function capitalOf(text: string): Parsed {
  const parsed = parseAmount(text)
  if (!parsed.ok) return bad(parsed.message)
  return parsed.currency === null ? good(null) : good({ fen: parsed.fen, currency: parsed.currency, raw: squeezeSpaces(stripInvisible(text)) })
}

function coded(column: Column, text: string): Parsed {
  const values = column.values ?? {}
  const wanted = nameKey(text)
  const hit = Object.keys(values).find((k) => nameKey(k) === wanted) ?? (column.otherPrefix && text.startsWith(column.otherPrefix) ? column.otherPrefix : undefined)
  const value = hit === undefined ? undefined : values[hit]
  if (value !== undefined) return good(value)
  return bad(`应为${Object.keys(values).filter((k) => !/^\d$/.test(k)).join('、')}之一`)
}

function sceneOf(text: string, scenes: City['scenes']): Parsed {
  const scene = scenes.find((s) => s.code === text || s.title === text)
  return scene ? good(scene.code) : bad('不是本市的应用场景')
}

function phoneOf(text: string): Parsed {
  const digits = toHalfWidth(text).replaceAll(/[\s-]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? good(digits) : bad('应为 11 位手机号码')
}

function wordsOf(column: Column, text: string): Parsed {
  const clean = column.type === 'name' ? cleanName(text) : squeezeSpaces(stripInvisible(text))
  const length = Array.from(clean).length
  if (column.maxLength !== undefined && length > column.maxLength) return bad(`最多 ${column.maxLength} 个字，现有 ${length} 个`)
  return good(clean)
}

/** One cell by its column. Messages are Chinese and never repeat a person's identifier. */
export function parseCell(column: Column, cell: Cell, context: CellContext): Parsed {
  const raw = cell === null ? '' : stripInvisible(String(cell)).trim()
  const key = toHalfWidth(raw).toUpperCase()
  if (ABSENT.has(key) || (!WORDS.has(column.type) && NONE.has(key))) return good(null)
  if (typeof cell === 'number' && Math.abs(cell) >= LOST_DIGITS && !['integer', 'decimal', 'wan', 'yuan', 'capital'].includes(column.type)) {
    return bad(`“${headerOf(column)}”被表格软件存成了数字，末几位已丢失。请把该列设为文本格式后重新填写`)
  }
  return PARSERS[column.type](column, raw, cell, context)
}

type Parser = (column: Column, raw: string, cell: Cell, context: CellContext) => Parsed

const numberOr = (raw: string, cell: Cell): string | number => (typeof cell === 'number' ? cell : raw)
const day: Parser = (column, raw, cell, context) => dayOf(column, numberOr(raw, cell), context)
const words: Parser = (column, raw) => wordsOf(column, raw)
/** Judged with the row: a code by who the row is about, an item against the file's layout. */
const asItIs: Parser = (_column, raw) => good(raw)

const PARSERS: Record<Column['type'], Parser> = {
  text: words,
  name: words,
  day,
  'past-day': day,
  'end-day': day,
  wan: (column, raw, cell) => amountOf(column, numberOr(raw, cell), 'wan'),
  yuan: (column, raw, cell) => amountOf(column, numberOr(raw, cell), 'yuan'),
  capital: (_column, raw) => capitalOf(raw),
  integer: (column, raw) => integerOf(column, raw, 0),
  decimal: (column, raw) => integerOf(column, raw, column.scale ?? 0),
  uscc: (_column, raw) => {
    const checked = checkUscc(raw)
    return checked.ok ? good(checked.uscc) : bad(checked.message)
  },
  'id-card': (_column, raw, _cell, context) => {
    const checked = checkIdCard(raw, context.today)
    return checked.ok ? good(checked.idNumber) : bad(checked.message)
  },
  phone: (_column, raw) => phoneOf(raw),
  enum: (column, raw) => coded(column, raw),
  scene: (_column, raw, _cell, context) => sceneOf(raw, context.scenes),
  tiers: (_column, raw) => parseTiers(raw),
  'subject-code': asItIs,
  item: asItIs,
  ignored: () => good(null),
}
