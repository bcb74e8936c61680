/** Every page of the app, by name. A feature is a subpackage: `root` is its folder, `pages` lie inside it. */
export const tabs = ['pages/home/index', 'pages/perks/index', 'pages/finance/index', 'pages/me/index'] as const

export const subPackages: readonly { root: string; pages: readonly string[] }[] = [
  { root: 'features/identity', pages: ['login/index', 'real-name/index', 'close/index'] },
  { root: 'features/score', pages: ['open/index', 'detail/index', 'model/index'] },
  { root: 'features/notice', pages: ['list/index'] },
  { root: 'features/record', pages: ['list/index'] },
  { root: 'features/publication', pages: ['search/index', 'organization/index', 'lists/index', 'catalog/index'] },
  { root: 'features/objection', pages: ['new/index', 'list/index'] },
  { root: 'features/firm', pages: ['list/index', 'file/index', 'agents/index'] },
  { root: 'features/consent', pages: ['list/index'] },
  { root: 'features/perk', pages: ['detail/index'] },
  { root: 'features/voucher', pages: ['list/index', 'show/index', 'receipts/index', 'receipt/index'] },
  { root: 'features/waiver', pages: ['quote/index', 'list/index', 'detail/index', 'dispute/index', 'desk/index', 'desk-order/index'] },
  { root: 'features/desk', pages: ['scan/index', 'receipts/index', 'receipt/index'] },
]

/** Where `lib/go` leads. A page that lives in a subpackage is only ever named here. */
export const paths = {
  home: '/pages/home/index',
  perks: '/pages/perks/index',
  finance: '/pages/finance/index',
  me: '/pages/me/index',
  login: '/features/identity/login/index',
  realName: '/features/identity/real-name/index',
  closeAccount: '/features/identity/close/index',
  scoreOpen: '/features/score/open/index',
  scoreDetail: '/features/score/detail/index',
  scoreModel: '/features/score/model/index',
  notices: '/features/notice/list/index',
  records: '/features/record/list/index',
  publicSearch: '/features/publication/search/index',
  publicOrganization: '/features/publication/organization/index',
  publicLists: '/features/publication/lists/index',
  publicCatalog: '/features/publication/catalog/index',
  objections: '/features/objection/list/index',
  objectionNew: '/features/objection/new/index',
  firms: '/features/firm/list/index',
  firmFile: '/features/firm/file/index',
  firmAgents: '/features/firm/agents/index',
  consents: '/features/consent/list/index',
  perk: '/features/perk/detail/index',
  vouchers: '/features/voucher/list/index',
  voucher: '/features/voucher/show/index',
  receipts: '/features/voucher/receipts/index',
  receipt: '/features/voucher/receipt/index',
  waiverQuote: '/features/waiver/quote/index',
  waivers: '/features/waiver/list/index',
  waiver: '/features/waiver/detail/index',
  waiverDispute: '/features/waiver/dispute/index',
  deskWaivers: '/features/waiver/desk/index',
  deskWaiver: '/features/waiver/desk-order/index',
  deskScan: '/features/desk/scan/index',
  deskReceipts: '/features/desk/receipts/index',
  deskReceipt: '/features/desk/receipt/index',
} as const satisfies Record<string, `/${string}`>

export type PageName = keyof typeof paths
