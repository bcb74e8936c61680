import { stripInvisible, toHalfWidth } from './text'

export type ParsedAmount =
  /** Renminbi, in integer fen. */
  | { ok: true; currency: 'CNY'; fen: number; minorUnits: number }
  /** Foreign currency (ISO 4217): integer minor units, and no fen, so that nobody adds it to renminbi. */
  | { ok: true; currency: ForeignCurrency; fen: null; minorUnits: number }
  /** The file says that there is no amount: empty, `N/A`, `-`, `无`. */
  | { ok: true; currency: null; fen: null; minorUnits: null }
  | { ok: false; message: string }

export type ForeignCurrency = (typeof FOREIGN)[number]['code']

const FOREIGN = [
  { code: 'USD', digits: 2, names: ['美', '美金', 'USD', 'US$', '$'] },
  { code: 'HKD', digits: 2, names: ['港', '港币', 'HKD', 'HK$'] },
  { code: 'EUR', digits: 2, names: ['欧', 'EUR', '€'] },
  { code: 'GBP', digits: 2, names: ['英镑', 'GBP', '£'] },
  { code: 'JPY', digits: 0, names: ['日', '日币', 'JPY'] },
  { code: 'KRW', digits: 0, names: ['韩', '韩币', 'KRW'] },
  { code: 'SGD', digits: 2, names: ['新加坡', '新币', 'SGD'] },
  { code: 'AUD', digits: 2, names: ['澳', '澳大利亚', 'AUD'] },
  { code: 'CAD', digits: 2, names: ['加', '加拿大', 'CAD'] },
  { code: 'CHF', digits: 2, names: ['瑞士法郎', 'CHF'] },
  { code: 'TWD', digits: 2, names: ['新台币', '台币', 'TWD'] },
  { code: 'MOP', digits: 2, names: ['澳门', '澳门币', 'MOP'] },
] as const
const RENMINBI = ['', '人民币', 'RMB', 'CNY', '¥', '￥']
const ABSENT = ['', 'N/A', 'NA', 'NULL', '无', '-', '--', '—', '——', '/', '\\']
const SHAPE = /^([^0-9.+-]*)([+-]?)([0-9][0-9,]*)(?:\.([0-9]+))?([^0-9.]*)$/
const GROUPED = /^[0-9]{1,3}(?:,[0-9]{3})+$/

export interface AmountOptions {
  /**
   * Unit of a number that names none: `wan` for 双公示 columns (万元 by definition), `yuan` elsewhere.
   * Without it such a number is refused, because a factor of ten thousand is at stake.
   */
  bareUnit?: 'yuan' | 'wan'
}

interface Unit { code: 'CNY' | ForeignCurrency; digits: number; power: number; named: boolean }

function readUnit(prefix: string, suffix: string): Unit | null {
  const scale = /^(万亿|亿|万)?(.*)$/.exec(suffix)
  const word = scale?.[1] ?? ''
  const power = word === '' ? 0 : { 万: 4, 亿: 8, 万亿: 12 }[word]
  if (power === undefined) return null
  const tail = (scale?.[2] ?? '').replace(/整$/, '')
  const named = tail.replace(/^[元圆]/, '').replace(/[元圆]$/, '')
  const lead = prefix.replace(/[元圆:]$/, '')
  if (lead !== '' && named !== '' && lead !== named) return null
  const name = lead === '' ? named : lead
  const isNamed = word !== '' || tail !== '' || lead !== ''
  if (RENMINBI.includes(name)) return { code: 'CNY', digits: 2, power, named: isNamed }
  for (const currency of FOREIGN) {
    if (currency.names.some((known) => known === name)) return { code: currency.code, digits: currency.digits, power, named: isNamed }
  }
  return null
}

/** Shifts the decimal point right by `places`, on text, so that no binary fraction ever appears. */
function shiftRight(whole: string, fraction: string, places: number): { ok: true; value: number } | { ok: false; message: string } {
  if (/[1-9]/.test(fraction.slice(places))) return { ok: false, message: '金额的小数位超过最小货币单位' }
  const digits = (whole + fraction.slice(0, places).padEnd(places, '0')).replace(/^0+(?=\d)/, '')
  const value = Number(digits)
  if (digits.length > 16 || !Number.isSafeInteger(value)) return { ok: false, message: '金额过大' }
  return { ok: true, value }
}

/**
 * Parses registry capital and 双公示 amounts exactly, without floating point: `1,538(万)`, `50万人民币元`,
 * `50(万元人民币)`, `9,105.2750(万元)`, `5000元`, `USD 20万`, `20万美元`, full-width digits, `N/A`.
 * 0.000001 万元 is one fen. Negative amounts, unknown units and fractions of a fen are refused with a Chinese message.
 */
export function parseAmount(raw: string | number, options: AmountOptions = {}): ParsedAmount {
  const text = toHalfWidth(stripInvisible(String(raw))).replace(/[\s()\u00a0[\]【】]/g, '').toUpperCase()
  if (ABSENT.includes(text)) return { ok: true, currency: null, fen: null, minorUnits: null }
  const match = SHAPE.exec(text)
  if (!match) return { ok: false, message: '金额格式不识别，请写成 50万元 或 5000元' }
  const [, prefix = '', sign = '', integer = '', fraction = '', suffix = ''] = match
  if (sign === '-') return { ok: false, message: '金额不能为负' }
  if (integer.includes(',') && !GROUPED.test(integer)) return { ok: false, message: '金额的千位分隔符位置不对' }
  const unit = readUnit(prefix, suffix)
  if (!unit) return { ok: false, message: '金额单位不识别，请写成 50万元 或 5000元' }
  if (!unit.named && options.bareUnit === undefined) return { ok: false, message: '金额缺少单位，请写明元或万元' }
  const power = !unit.named && options.bareUnit === 'wan' ? 4 : unit.power
  const shifted = shiftRight(integer.replace(/,/g, ''), fraction, power + unit.digits)
  if (!shifted.ok) return shifted
  if (unit.code === 'CNY') return { ok: true, currency: 'CNY', fen: shifted.value, minorUnits: shifted.value }
  return { ok: true, currency: unit.code, fen: null, minorUnits: shifted.value }
}

function group(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',')
}

function splitInteger(value: number, decimals: number): { sign: string; whole: string; fraction: string } {
  if (!Number.isSafeInteger(value)) throw new RangeError('an amount must be a safe integer of fen')
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  const cut = digits.length - decimals
  return { sign: value < 0 ? '-' : '', whole: group(digits.slice(0, cut)), fraction: digits.slice(cut) }
}

/** `123450` → `1,234.50 元`. @param fen integer fen */
export function formatFen(fen: number): string {
  const { sign, whole, fraction } = splitInteger(fen, 2)
  return `${sign}${whole}.${fraction} 元`
}

/** `50000000` → `50万元`, exact to the fen: `910527500000` … `9,105.275万元`. @param fen integer fen */
export function formatWan(fen: number): string {
  const { sign, whole, fraction } = splitInteger(fen, 6)
  const significant = fraction.replace(/0+$/, '')
  return `${sign}${whole}${significant === '' ? '' : `.${significant}`}万元`
}
