/**
 * Sections and divisions of the industry classification GB/T 4754-2017: section letter, first and last division.
 * Groups and classes are not listed: their three- and four-digit codes begin with their division's two digits.
 */
const SECTIONS: readonly (readonly [section: string, title: string, first: number, last: number])[] = [
  ['A', '农、林、牧、渔业', 1, 5],
  ['B', '采矿业', 6, 12],
  ['C', '制造业', 13, 43],
  ['D', '电力、热力、燃气及水生产和供应业', 44, 46],
  ['E', '建筑业', 47, 50],
  ['F', '批发和零售业', 51, 52],
  ['G', '交通运输、仓储和邮政业', 53, 60],
  ['H', '住宿和餐饮业', 61, 62],
  ['I', '信息传输、软件和信息技术服务业', 63, 65],
  ['J', '金融业', 66, 69],
  ['K', '房地产业', 70, 70],
  ['L', '租赁和商务服务业', 71, 72],
  ['M', '科学研究和技术服务业', 73, 75],
  ['N', '水利、环境和公共设施管理业', 76, 79],
  ['O', '居民服务、修理和其他服务业', 80, 82],
  ['P', '教育', 83, 83],
  ['Q', '卫生和社会工作', 84, 85],
  ['R', '文化、体育和娱乐业', 86, 90],
  ['S', '公共管理、社会保障和社会组织', 91, 96],
  ['T', '国际组织', 97, 97],
]

/** Section letter of a code such as `C`, `13`, `C13` or `1310`; `null` for what is no code of the classification. */
export function industrySection(code: string): string | null {
  const match = /^([A-T]?)(\d{2,4})?$/.exec(code)
  if (!match || code === '') return null
  const [, letter = '', digits] = match
  if (digits === undefined) return SECTIONS.some(([section]) => section === letter) ? letter : null
  const division = Number(digits.slice(0, 2))
  const section = SECTIONS.find(([, , first, last]) => division >= first && division <= last)?.[0] ?? null
  return letter === '' || letter === section ? section : null
}

interface Branch { section: string | null; digits: string }

/** A city asks this tens of millions of times a night, of the same two thousand codes. */
const branches = new Map<string, Branch>()
const MOST_BRANCHES = 10_000

function branchOf(code: string): Branch {
  const found = branches.get(code)
  if (found) return found
  const branch = { section: industrySection(code), digits: code.replace(/^[A-T]/, '') }
  if (branches.size < MOST_BRANCHES) branches.set(code, branch)
  return branch
}

/** Whether a firm of `code` belongs to the branch `node`: a section letter, or a division, group or class with or without its letter. */
export function inIndustry(code: string, node: string): boolean {
  const [firm, asked] = [branchOf(code), branchOf(node)]
  return firm.section !== null && firm.section === asked.section && firm.digits.startsWith(asked.digits)
}

export function industryTitle(section: string): string {
  return SECTIONS.find(([letter]) => letter === section)?.[1] ?? section
}
