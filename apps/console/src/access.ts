import type { Api } from '@xinhui/contract'

export type Role = Api['GET /staff/me']['response']['roles'][number]

export const roleTitles: Readonly<Record<Role, string>> = {
  reviewer: '审核员',
  steward: '数据管理员',
  auditor: '审计员',
  administrator: '管理员',
  'merchant-owner': '商户负责人',
  'lender-officer': '金融机构专员',
}

const everyone: readonly Role[] = ['reviewer', 'steward', 'auditor', 'administrator', 'merchant-owner', 'lender-officer']
const office: readonly Role[] = ['reviewer', 'steward', 'auditor', 'administrator']

/** What can be opened, in the order of the navigation, pages of one part together. Routes, links and the navigation all read this one list; the API decides again on every call. */
export const pages = {
  overview: { path: '/overview', title: '概览', part: '', roles: office },
  subjects: { path: '/subjects', title: '查询主体', part: '', roles: ['reviewer', 'steward'] },
  imports: { path: '/imports', title: '数据归集', part: '信用数据', roles: ['steward', 'auditor', 'administrator'] },
  officeClients: { path: '/office-clients', title: '委办局接入', part: '信用数据', roles: ['auditor', 'administrator'] },
  quality: { path: '/quality', title: '数据质量', part: '信用数据', roles: ['steward', 'auditor', 'administrator'] },
  catalog: { path: '/catalog', title: '信用信息目录', part: '信用数据', roles: office },
  publications: { path: '/publications', title: '信用公示', part: '信用数据', roles: office },
  organizationScores: { path: '/organization-scores', title: '企业综合评价', part: '信用数据', roles: office },
  scoreModels: { path: '/score-models', title: '评价模型', part: '信用数据', roles: office },
  repairCases: { path: '/repair-cases', title: '信用修复', part: '信用修复', roles: ['reviewer'] },
  repairLetters: { path: '/repair-letters', title: '两书同达', part: '信用修复', roles: ['reviewer', 'auditor', 'administrator'] },
  repairOfficers: { path: '/repair-officers', title: '部门人员', part: '信用修复', roles: ['auditor', 'administrator'] },
  objections: { path: '/objections', title: '异议处理', part: '信用修复', roles: ['reviewer'] },
  commitments: { path: '/commitments', title: '信用承诺', part: '信用修复', roles: ['reviewer', 'auditor', 'administrator'] },
  monitoring: { path: '/monitoring', title: '监测预警', part: '信用修复', roles: ['reviewer', 'auditor', 'administrator'] },
  interviews: { path: '/interviews', title: '约谈', part: '信用修复', roles: ['reviewer', 'auditor', 'administrator'] },
  merchants: { path: '/merchants', title: '合作商户', part: '信易+', roles: [...office, 'merchant-owner'] },
  merchantApplications: { path: '/merchant-applications', title: '入驻申请', part: '信易+', roles: ['reviewer', 'auditor', 'administrator'] },
  tills: { path: '/tills', title: '收银接入', part: '信易+', roles: ['auditor', 'administrator', 'merchant-owner'] },
  perks: { path: '/perks', title: '信易+ 权益', part: '信易+', roles: [...office, 'merchant-owner'] },
  settlements: { path: '/settlements', title: '补贴结算', part: '信易+', roles: ['reviewer', 'auditor', 'administrator', 'merchant-owner'] },
  waivers: { path: '/waivers', title: '免押订单', part: '信易+', roles: ['reviewer'] },
  flags: { path: '/flags', title: '风险看板', part: '信易+', roles: ['reviewer', 'auditor', 'administrator'] },
  notMe: { path: '/not-me', title: '非本人使用', part: '信易+', roles: ['reviewer', 'auditor', 'administrator'] },
  loanApplications: { path: '/loan-applications', title: '贷款申请', part: '融资', roles: ['lender-officer'] },
  loanPool: { path: '/loan-pool', title: '抢单池', part: '融资', roles: ['lender-officer'] },
  loanResults: { path: '/loan-results', title: '融资成效', part: '融资', roles: office },
  loanDeclarations: { path: '/loan-declarations', title: '融资协调清单', part: '融资', roles: ['reviewer', 'auditor', 'administrator'] },
  loanComplaints: { path: '/loan-complaints', title: '贷款投诉', part: '融资', roles: ['reviewer', 'auditor', 'administrator'] },
  loans: { path: '/loan-products', title: '信贷产品', part: '融资', roles: [...office, 'lender-officer'] },
  loanZones: { path: '/loan-zones', title: '贷款专区', part: '融资', roles: ['reviewer', 'auditor', 'administrator'] },
  loanProgrammes: { path: '/loan-programmes', title: '支持项目', part: '融资', roles: ['reviewer', 'auditor', 'administrator'] },
  lenders: { path: '/lenders', title: '金融机构', part: '融资', roles: [...office, 'lender-officer'] },
  workingYears: { path: '/working-years', title: '工作日历', part: '系统', roles: ['reviewer', 'steward', 'administrator'] },
  audit: { path: '/audit', title: '审计', part: '系统', roles: ['auditor', 'administrator'] },
  notices: { path: '/notices', title: '通知', part: '系统', roles: ['reviewer', 'auditor', 'administrator', 'merchant-owner', 'lender-officer'] },
  sessions: { path: '/sessions', title: '登录设备', part: '系统', roles: everyone },
} as const satisfies Record<string, { path: string; title: string; part: string; roles: readonly Role[] }>

export type PageId = keyof typeof pages
export const pageIds = Object.keys(pages) as PageId[]

/** What can be done, beyond being looked at. */
export const deeds = {
  'upload-import': ['steward', 'administrator'],
  'register-office-client': ['administrator'],
  'resolve-not-me': ['reviewer'],
  'close-flag': ['reviewer'],
  'check-commitment': ['reviewer'],
  'hold-interview': ['reviewer'],
  'load-working-year': ['steward', 'administrator'],
  'place-officer': ['administrator'],
  'invite-repair': ['reviewer', 'administrator'],
  'answer-loan-complaint': ['reviewer'],
  'judge-declaration': ['reviewer'],
  'edit-loan-product': ['reviewer', 'lender-officer'],
  'review-loan-product': ['reviewer'],
  'edit-loan-zone': ['reviewer', 'administrator'],
  'edit-loan-programme': ['reviewer', 'administrator'],
  'register-lender-client': ['administrator', 'lender-officer'],
  'see-lender-client': ['auditor', 'administrator', 'lender-officer'],
  'admit-lender': ['reviewer', 'administrator'],
  'register-till': ['administrator', 'merchant-owner'],
  'edit-perk': ['reviewer', 'merchant-owner'],
  'publish-perk': ['reviewer'],
  'decide-application': ['reviewer'],
  'suspend-merchant': ['reviewer', 'administrator'],
  'edit-merchant': ['reviewer', 'administrator', 'merchant-owner'],
  'draft-score-model': ['reviewer', 'steward', 'administrator'],
  'answer-settlement': ['merchant-owner'],
  settle: ['reviewer', 'administrator'],
  'approve-score-model': ['reviewer', 'administrator'],
} as const satisfies Record<string, readonly Role[]>

const share = (mine: readonly Role[], allowed: readonly Role[]) => mine.some((role) => allowed.includes(role))

export const mayOpen = (roles: readonly Role[], page: PageId) => share(roles, pages[page].roles)
export const mayDo = (roles: readonly Role[], deed: keyof typeof deeds) => share(roles, deeds[deed])

/** The navigation of these roles, in order. */
export const visiblePages = (roles: readonly Role[]): PageId[] => pageIds.filter((page) => mayOpen(roles, page))

/** So many links are read at a glance; more stand under the titles of their parts. */
const AT_A_GLANCE = 8

/** The navigation in its parts; untitled where it is short, and above the first. */
export function navigationOf(roles: readonly Role[]): { title: string | null; pages: PageId[] }[] {
  // The notices hang on the bell.
  const shown = visiblePages(roles).filter((page) => page !== 'notices')
  if (shown.length <= AT_A_GLANCE) return [{ title: null, pages: shown }]
  return [...new Set(shown.map((page) => pages[page].part))].map((part) => ({ title: part === '' ? null : part, pages: shown.filter((page) => pages[page].part === part) }))
}

/** Where these roles land after login: their first page. Somebody without any role still has 登录设备. */
export const homeOf = (roles: readonly Role[]): string => pages[visiblePages(roles)[0] ?? 'sessions'].path

/** `数据管理员、管理员`: for 此页面仅限… */
export const whoMayOpen = (page: PageId): string => pages[page].roles.map((role) => roleTitles[role]).join('、')

/** The address to return to after login; anything that is not a page of ours becomes `undefined` (no open redirect). */
export function safeNext(next: string | null): string | undefined {
  if (next === null) return undefined
  return pageIds.some((page) => next === pages[page].path || next.startsWith(`${pages[page].path}/`) || next.startsWith(`${pages[page].path}?`)) ? next : undefined
}
