import { addDays, type Day, idCardCheckCharacter, orgCodeCheckCharacter, usccCheckCharacter } from '@xinhui/rules'
import { OFFICES, type OfficeKey } from './names'

/** Region codes of the demo city's districts. 99 is no province, so no identifier built on them is anybody's. */
export const REGIONS = ['990101', '990102', '990103'] as const
const CITY_REGION = '990100'

const BASE31 = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CODES = 31 ** 6

/** GB 32100 code number `index` of a seed. Different indexes give different codes: the multiplier is prime to 31. */
export function makeUscc(seed: number, index: number, prefix: '91' | '92' | '93' | '52' | '12' | '11', region: string): string {
  let rest = (index * 7_654_321 + (seed % CODES) * 104_729 + 55_555_555) % CODES
  let body = ''
  for (let i = 0; i < 6; i += 1) {
    body = BASE31.charAt(rest % 31) + body
    rest = Math.floor(rest / 31)
  }
  const orgCode = `MA${body}`
  const first17 = `${prefix}${region}${orgCode}${orgCodeCheckCharacter(orgCode) ?? ''}`
  return first17 + (usccCheckCharacter(first17) ?? '')
}

/** GB 11643 number; `sequence` 0 … 999, odd for men. */
export function makeIdNumber(region: string, birthDay: Day, sequence: number): string {
  const first17 = `${region}${birthDay.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return first17 + (idCardCheckCharacter(first17) ?? '')
}

/** Id number `index` of the big file, under the city's own code so that it never meets a resident of a district. */
export function makeBulkIdNumber(index: number): string {
  const days = 16_000
  return makeIdNumber(CITY_REGION, addDays('1955-01-01', index % days), Math.floor(index / days) % 1000)
}

/** 154 is the one prefix of the 15x range that no operator has: the shape of a mobile number, and nobody is called. */
export const makePhone = (index: number): string => `154${String(index).padStart(8, '0')}`

const officeCodes = new Map(Object.keys(OFFICES).map((key, i) => [key, makeUscc(0, 800_000_000 + i, '11', CITY_REGION)]))

/** USCC of an office of the demo city: the same for every seed. */
export const officeUscc = (office: OfficeKey): string => officeCodes.get(office) ?? ''
