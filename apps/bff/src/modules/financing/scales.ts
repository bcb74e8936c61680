import type { RegionNames, Scales } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import type { City } from '../city/load-city'
import { modelInForce } from '../score/models'

/** 纳税信用级别 from worst to best, as 国家税务总局 orders them. */
const TAX_RATINGS = ['D', 'C', 'M', 'B', 'A'] as const

export interface CityScales {
  scales: Scales
  /** Title of a grade's code, as rules and facts name it. */
  gradeTitle: (code: string) => string | undefined
}

const names = new WeakMap<City, RegionNames>()

/** The city's own code and its districts', each with its name. */
export function regionNames(city: City): RegionNames {
  const found = names.get(city) ?? Object.fromEntries([[city.regionCode, city.name], ...city.districts.map((d) => [d.code, d.name])])
  names.set(city, found)
  return found
}

/** The grades of the organisations' model in force, by their titles, and the tax ratings: each from worst to best. */
export async function cityScales(ctx: Ctx): Promise<CityScales> {
  const { grades } = await modelInForce(ctx, 'organization')
  const ordered = [...grades].sort((a, b) => a.fromCenti - b.fromCenti)
  return { scales: { grade: ordered.map((g) => g.title), taxRating: TAX_RATINGS, regions: regionNames(ctx.city) }, gradeTitle: (code) => grades.find((g) => g.code === code)?.title }
}
