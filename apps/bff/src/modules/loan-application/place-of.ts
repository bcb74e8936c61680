import { industryCode, industrySection } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { findPlace } from './loan-application.store'

/** Registries write a code as often as a title: what one firm's says and another's are one group. */
function divisionOf(text: string): string {
  const code = industryCode(text)
  const section = code === null ? null : industrySection(code)
  return section === null ? text : `${section}${/\d{2}/.exec(code ?? '')?.[0] ?? ''}`
}

/** Where a firm is and what it does, as the figures group by it: the city's code of the district, the section or division of GB/T 4754; what is neither stays as it was written. */
export async function placeOf(ctx: Ctx, subjectId: string): Promise<{ district: string | null; industry: string | null }> {
  const { district, industry } = await findPlace(ctx.db, subjectId)
  return { district: ctx.city.districts.find((d) => d.code === district || d.name === district)?.code ?? district, industry: industry === null ? null : divisionOf(industry) }
}
