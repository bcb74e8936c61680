import { type Day, formatDayZh } from '@xinhui/rules'
import type { Random } from './random'

/** The ways one value is written in real files. All are valid; the import has to read every one. */
export function writeDay(random: Random, day: Day): string {
  const share = random.int(0, 99)
  if (share < 60) return day
  if (share < 80) return day.replaceAll('-', '/')
  if (share < 90) return day.replaceAll('-', '')
  return formatDayZh(day)
}

const toFullWidth = (text: string): string => text.replaceAll(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

/** Yuan in a 万元 column: `0.5`, `0.500000`, `0.5万元`, `5000元`, full-width digits. */
export function writeWan(random: Random, yuan: number): string {
  const exact = (yuan / 10_000).toFixed(6)
  const short = exact.replace(/\.?0+$/, '')
  const share = random.int(0, 99)
  if (share < 70) return short
  if (share < 85) return exact
  if (share < 92) return `${short}万元`
  return share < 96 ? `${yuan}元` : toFullWidth(short)
}

/** An identifier as typed by hand: now and then lower case, full-width or with a blank. */
export function writeCode(random: Random, code: string): string {
  const share = random.int(0, 99)
  if (share < 92) return code
  if (share < 95) return code.toLowerCase()
  return share < 98 ? toFullWidth(code) : `${code.slice(0, 6)} ${code.slice(6)} `
}
