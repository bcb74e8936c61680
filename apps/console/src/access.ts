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

/** What can be opened, in the order of the navigation. Routes, links and the navigation all read this one list; the API decides again on every call. */
export const pages = {
  overview: { path: '/overview', title: '概览', roles: office },
  subjects: { path: '/subjects', title: '查询主体', roles: ['reviewer', 'steward'] },
  merchants: { path: '/merchants', title: '合作商户', roles: [...office, 'merchant-owner'] },
  merchantApplications: { path: '/merchant-applications', title: '入驻申请', roles: ['reviewer', 'auditor', 'administrator'] },
  tills: { path: '/tills', title: '收银接入', roles: ['auditor', 'administrator', 'merchant-owner'] },
  flags: { path: '/flags', title: '风险看板', roles: ['reviewer', 'auditor', 'administrator'] },
  notMe: { path: '/not-me', title: '非本人使用', roles: ['reviewer', 'auditor', 'administrator'] },
  perks: { path: '/perks', title: '信易+ 权益', roles: [...office, 'merchant-owner'] },
  settlements: { path: '/settlements', title: '补贴结算', roles: ['reviewer', 'auditor', 'administrator', 'merchant-owner'] },
  loanApplications: { path: '/loan-applications', title: '贷款申请', roles: ['lender-officer'] },
  loanPool: { path: '/loan-pool', title: '抢单池', roles: ['lender-officer'] },
  loanResults: { path: '/loan-results', title: '融资成效', roles: office },
  loanDeclarations: { path: '/loan-declarations', title: '融资协调清单', roles: ['reviewer', 'auditor', 'administrator'] },
  loanComplaints: { path: '/loan-complaints', title: '贷款投诉', roles: ['reviewer', 'auditor', 'administrator'] },
  loans: { path: '/loan-products', title: '信贷产品', roles: [...office, 'lender-officer'] },
  loanZones: { path: '/loan-zones', title: '贷款专区', roles: ['reviewer', 'auditor', 'administrator'] },
  lenders: { path: '/lenders', title: '金融机构', roles: [...office, 'lender-officer'] },
  imports: { path: '/imports', title: '数据归集', roles: ['steward', 'auditor', 'administrator'] },
  officeClients: { path: '/office-clients', title: '委办局接入', roles: ['auditor', 'administrator'] },
  publications: { path: '/publications', title: '信用公示', roles: office },
  catalog: { path: '/catalog', title: '信用信息目录', roles: office },
  repairCases: { path: '/repair-cases', title: '信用修复', roles: ['reviewer'] },
  repairLetters: { path: '/repair-letters', title: '两书同达', roles: ['reviewer', 'auditor', 'administrator'] },
  repairOfficers: { path: '/repair-officers', title: '部门人员', roles: ['auditor', 'administrator'] },
  objections: { path: '/objections', title: '异议处理', roles: ['reviewer'] },
  commitments: { path: '/commitments', title: '信用承诺', roles: ['reviewer', 'auditor', 'administrator'] },
  monitoring: { path: '/monitoring', title: '监测预警', roles: ['reviewer', 'auditor', 'administrator'] },
  interviews: { path: '/interviews', title: '约谈', roles: ['reviewer', 'auditor', 'administrator'] },
  waivers: { path: '/waivers', title: '免押订单', roles: ['reviewer'] },
  quality: { path: '/quality', title: '数据质量', roles: ['steward', 'auditor', 'administrator'] },
  organizationScores: { path: '/organization-scores', title: '企业综合评价', roles: office },
  scoreModels: { path: '/score-models', title: '评价模型', roles: office },
  workingYears: { path: '/working-years', title: '工作日历', roles: ['reviewer', 'steward', 'administrator'] },
  audit: { path: '/audit', title: '审计', roles: ['auditor', 'administrator'] },
  notices: { path: '/notices', title: '通知', roles: ['reviewer', 'auditor', 'administrator', 'merchant-owner', 'lender-officer'] },
  sessions: { path: '/sessions', title: '登录设备', roles: everyone },
} as const satisfies Record<string, { path: string; title: string; roles: readonly Role[] }>

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

/** Where these roles land after login: their first page. Somebody without any role still has 登录设备. */
export const homeOf = (roles: readonly Role[]): string => pages[visiblePages(roles)[0] ?? 'sessions'].path

/** `数据管理员、管理员`: for 此页面仅限… */
export const whoMayOpen = (page: PageId): string => pages[page].roles.map((role) => roleTitles[role]).join('、')

/** The address to return to after login; anything that is not a page of ours becomes `undefined` (no open redirect). */
export function safeNext(next: string | null): string | undefined {
  if (next === null) return undefined
  return pageIds.some((page) => next === pages[page].path || next.startsWith(`${pages[page].path}/`) || next.startsWith(`${pages[page].path}?`)) ? next : undefined
}
