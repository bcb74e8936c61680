import type { Day } from '@xinhui/rules'
import { createFactBook, FACT_CODES, factHeaders } from './fact-book'
import { generateFinancingFacts } from './generate-financing-facts'
import { industryTitleOf } from './industry-titles'
import { generateLenders, generateLoanProducts, generateMerchants, generatePerks, generatePosts, generateStores, LENDER_HEADERS, MERCHANT_HEADERS, PERK_HEADERS, POST_HEADERS, PRODUCT_HEADERS, STORE_HEADERS } from './generate-market'
import { generateOrganizationFacts } from './generate-organization-facts'
import { type DemoOrganization, generateOrganizations } from './generate-organizations'
import { generatePersonFacts } from './generate-person-facts'
import { type DemoPerson, districtName, generatePersons } from './generate-persons'
import { generatePenalties, generatePermits, PERMIT_HEADERS } from './generate-public-notices'
import { writeCode, writeDay } from './notations'
import { PENALTY_HEADERS } from './penalty-row'
import { createRandom } from './random'
import { type DemoFile, type Row, writeCsv, writeXlsx } from './write-table'

const PERSON_HEADERS = ['姓名', '身份证号码', '手机号码', '区县'] as const
const REGISTRY_HEADERS = ['企业名称', '统一社会信用代码', '注册日期', '企业类型', '法人代表', '注册资金', '经营范围', '所在省份', '地区', '注册地址', '行业', '登记状态'] as const

export interface DemoCity {
  persons: DemoPerson[]
  organizations: DemoOrganization[]
  /** In the order they must be imported: who first, then what. */
  files: DemoFile[]
}

const personRows = (persons: readonly DemoPerson[]): Row[] => persons.map((p) => ({ 姓名: p.name, 身份证号码: p.idNumber, 手机号码: p.phone, 区县: districtName(p.region) }))

function registryRows(seed: number, organizations: readonly DemoOrganization[]): Row[] {
  const random = createRandom(seed, 'registry')
  return organizations.map((o) => ({
    企业名称: o.name,
    统一社会信用代码: writeCode(random, o.uscc),
    注册日期: writeDay(random, o.registeredOn),
    企业类型: random.chance(5) ? 'N/A' : o.type,
    法人代表: o.representative.name,
    注册资金: o.capital,
    经营范围: o.scope,
    所在省份: '云汀',
    地区: districtName(o.region),
    注册地址: o.address,
    行业: industryTitleOf(o.industry),
    登记状态: '存续',
  }))
}

/**
 * The demo city as the files its offices would send. The same seed and day give the same bytes on every machine.
 * @param day today in Shanghai: the last three years before it have records
 */
export function generateCity(seed: number, day: Day): DemoCity {
  const persons = generatePersons(seed, day)
  const organizations = generateOrganizations(seed, day, persons)
  const facts = createFactBook(createRandom(seed, 'fact-book'))
  generatePersonFacts(facts, seed, day, persons)
  generateOrganizationFacts(facts, seed, day, organizations)
  generateFinancingFacts(facts, seed, day, organizations)
  const tables: { layout: string; headers: readonly string[]; rows: readonly Row[]; format?: 'bom' | 'xlsx' }[] = [
    { layout: 'persons', headers: PERSON_HEADERS, rows: personRows(persons) },
    { layout: 'enterprise-registry', headers: REGISTRY_HEADERS, rows: registryRows(seed, organizations), format: 'bom' },
    { layout: 'merchants', headers: MERCHANT_HEADERS, rows: generateMerchants(organizations) },
    { layout: 'stores', headers: STORE_HEADERS, rows: generateStores(seed, organizations) },
    { layout: 'merchant-posts', headers: POST_HEADERS, rows: generatePosts(seed, day, organizations, persons) },
    { layout: 'perks', headers: PERK_HEADERS, rows: generatePerks(seed, day, organizations), format: 'xlsx' },
    { layout: 'lenders', headers: LENDER_HEADERS, rows: generateLenders(organizations) },
    { layout: 'loan-products', headers: PRODUCT_HEADERS, rows: generateLoanProducts(day, organizations), format: 'xlsx' },
    { layout: 'permit', headers: PERMIT_HEADERS, rows: generatePermits(seed, day, persons, organizations), format: 'bom' },
    { layout: 'penalty', headers: PENALTY_HEADERS, rows: generatePenalties(seed, day, persons, organizations), format: 'bom' },
    ...FACT_CODES.map((code) => ({ layout: code, headers: factHeaders(code), rows: facts.rows(code) })),
  ]
  const files = tables.map(({ layout, headers, rows, format }, i): DemoFile => ({
    fileName: `${String(i + 1).padStart(2, '0')}-${layout}.${format === 'xlsx' ? 'xlsx' : 'csv'}`,
    layout,
    rows: rows.length,
    bytes: format === 'xlsx' ? writeXlsx(headers, rows) : writeCsv(headers, rows, format === 'bom'),
  }))
  return { persons, organizations, files }
}
