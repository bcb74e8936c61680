import { fromDayNumber, makeDay } from './day'
import type { Day } from './day'
import { stripInvisible, toHalfWidth } from './text'

export type ParsedDay = { ok: true; day: Day } | { ok: false; message: string }

/** 1899-12-30 as a day number: Excel's 1900 system counts a 1900-02-29 that never was, so serial 61 is 1900-03-01. */
const EXCEL_EPOCH = -25_569
const TIME = '(?:[ T]+(?:[01]?\\d|2[0-3]):[0-5]?\\d(?::[0-5]?\\d(?:\\.\\d+)?)?)?'
const SEPARATED = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`)
const CHINESE = new RegExp(`^(\\d{4})年(\\d{1,2})月(\\d{1,2})日?${TIME}$`)
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/
/** Serials of 1927-05-18 … 2173-10-13. Fewer digits would also read `2026` as a day. */
const SERIAL = /^([1-9]\d{4})(?:\.\d+)?$/

function fromParts(year: string, month: string, dayOfMonth: string): ParsedDay {
  const day = makeDay(Number(year), Number(month), Number(dayOfMonth))
  if (day === null) return { ok: false, message: `日期不存在：${year}年${Number(month)}月${Number(dayOfMonth)}日` }
  if (day < '1900-01-01') return { ok: false, message: '日期早于1900年' }
  return { ok: true, day }
}

/**
 * A day as it occurs in 双公示 files: `2026-11-21`, `2026/1/5`, `2026.11.21`, `20261121`, `2026年11月21日`, each also
 * with a time of day (ignored) or full-width digits, and Excel serials of the 1900 system as number or text.
 * A time with a zone is refused, because dropping it could move the day. The message is Chinese, for the reject report.
 */
export function parseDay(raw: string | number): ParsedDay {
  const text = toHalfWidth(stripInvisible(String(raw))).replace(/\s+/g, ' ').trim()
  if (text === '') return { ok: false, message: '未填写日期' }
  const separated = SEPARATED.exec(text)
  if (separated) return fromParts(separated[1] ?? '', separated[3] ?? '', separated[4] ?? '')
  const tight = text.replace(/ ?([年月]) ?/g, '$1').replace(/ 日/, '日')
  const match = CHINESE.exec(tight) ?? COMPACT.exec(text)
  if (match) return fromParts(match[1] ?? '', match[2] ?? '', match[3] ?? '')
  const serial = SERIAL.exec(text)
  if (serial) return { ok: true, day: fromDayNumber(EXCEL_EPOCH + Number(serial[1])) }
  return { ok: false, message: '日期格式不识别，请用 2026-11-21' }
}
