import { addDays, addMonths, type Day } from '@xinhui/rules'
import { LENDERS } from './copy/lenders'
import { MERCHANTS } from './copy/merchants'
import { makeUscc, REGIONS } from './generate-identifiers'
import { type DemoPerson, districtName, personOf } from './generate-persons'
import { INDUSTRIES, ROADS, STEMS } from './names'
import { PERSONAS } from './personas'
import { createRandom, type Random } from './random'

const ORGANIZATION_COUNT = 300

export interface DemoOrganization {
  index: number
  name: string
  uscc: string
  kind: '91' | '92' | '93' | '12' | '52'
  type: string
  registeredOn: Day
  representative: DemoPerson
  /** As the registry writes it: notations differ and are all valid. */
  capital: string
  scope: string
  region: string
  address: string
  industry: string
  /** How well it behaves, 0 … 99: decides which records it gets. */
  virtue: number
}

const TYPES = { '91': '有限责任公司(自然人投资或控股)', '92': '个体工商户', '93': '农民专业合作社', '12': '事业单位', '52': '民办非企业单位' } as const

const fullWidth = (text: string): string => text.replaceAll(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
const grouped = (wan: number): string => String(wan).replace(/\B(?=(\d{3})+$)/g, ',')

/** 万元 in one of the notations that real registry extracts mix. */
function writeCapital(random: Random, kind: DemoOrganization['kind'], industry: string): string {
  if (kind === '12' || (kind === '92' && random.chance(60))) return 'N/A'
  if (industry === '金融业') return `${grouped(random.int(5, 60) * 10_000)}(万元)`
  const wan = kind === '92' ? random.int(2, 20) : industry === '外贸' || random.chance(20) ? random.int(8, 30) * 100 : random.int(1, 20) * 50
  return random.pick([`${wan}(万元)`, `${grouped(wan)}(万)`, `${wan}万人民币元`, `${wan}(万元人民币)`, `${wan}.0000(万元)`, `${fullWidth(String(wan))}万元`, `${wan}万元人民币`])
}

function describe(random: Random, index: number): { name: string; kind: DemoOrganization['kind']; industry: string; scope: string } {
  const lender = LENDERS[index]
  if (lender) return { name: lender.legalName, kind: '91', industry: '金融业', scope: lender.scope }
  const merchant = MERCHANTS[index - LENDERS.length]
  if (merchant) return { name: merchant.legalName, kind: merchant.kind, industry: merchant.industry, scope: `${merchant.industry}；${merchant.perks[0]?.summary ?? ''}` }
  if (index === LENDERS.length + MERCHANTS.length) return { name: OWNERS_FIRM, kind: '91', industry: '食品制造', scope: '食品生产；食品销售；农副产品加工' }
  // Stem by stem over the industries: each pair occurs once, so no two firms share a name.
  const n = index - LENDERS.length - MERCHANTS.length - 1
  const stem = STEMS[n % STEMS.length] ?? ''
  const field = INDUSTRIES[(n * 7 + Math.floor(n / STEMS.length)) % INDUSTRIES.length] ?? INDUSTRIES[0]
  const share = random.int(0, 99)
  if (field.industry === '农林牧渔' && share < 60) return { name: `云汀${stem}种植专业合作社`, kind: '93', industry: field.industry, scope: field.scope }
  if (share < 22) return { name: `云汀${stem}${field.tail}经营部`, kind: '92', industry: field.industry, scope: field.scope }
  return { name: `云汀${stem}${field.tail}有限公司`, kind: '91', industry: field.industry, scope: field.scope }
}

/** The firm of the persona who owns one. */
const OWNERS_FIRM = '云汀映禾食品有限公司'

/** The 300 organisations: the lenders first, then the merchants, the owner's firm, and the others. */
export function generateOrganizations(seed: number, day: Day, persons: readonly DemoPerson[]): DemoOrganization[] {
  const random = createRandom(seed, 'organizations')
  const names = new Set<string>()
  // Who tries the demo as one of its people represents no firm by chance.
  const known = new Set(PERSONAS.map(({ key }) => personOf(persons, key)))
  const adults = persons.filter((p) => p.birthDay < addMonths(day, -12 * 25) && !known.has(p))
  return Array.from({ length: ORGANIZATION_COUNT }, (_, index) => {
    const what = describe(random, index)
    if (names.has(what.name)) what.name = what.name.replace('云汀', '云汀市')
    names.add(what.name)
    const region = random.pick(REGIONS)
    const isOwners = what.name === OWNERS_FIRM
    const years = what.kind === '12' || what.industry === '金融业' ? random.int(12, 30) : random.int(0, 18)
    return {
      index,
      ...what,
      uscc: makeUscc(seed, index, what.kind, region),
      type: what.name.endsWith('分行') ? '股份有限公司分公司' : what.name.includes('股份') ? '股份有限公司(非上市)' : TYPES[what.kind],
      registeredOn: isOwners ? addMonths(day, -40) : addDays(addMonths(day, -12 * years), -random.int(20, 350)),
      representative: isOwners ? personOf(persons, 'owner') : random.pick(adults),
      capital: isOwners ? '100万人民币元' : writeCapital(random, what.kind, what.industry),
      region,
      address: `云汀市${districtName(region)}${random.pick(ROADS)}${random.int(1, 400)}号`,
      // Partners of the city are in fair standing.
      virtue: isOwners ? 88 : random.int(index < LENDERS.length + MERCHANTS.length ? 40 : 0, 99),
    }
  })
}

export const merchantOrganizations = (organizations: readonly DemoOrganization[]): DemoOrganization[] => organizations.slice(LENDERS.length, LENDERS.length + MERCHANTS.length)
export const lenderOrganizations = (organizations: readonly DemoOrganization[]): DemoOrganization[] => organizations.slice(0, LENDERS.length)
