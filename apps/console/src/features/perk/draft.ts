import type { Api } from '@xinhui/contract'

export type PerkDraft = Api['POST /console/perks']['body']['draft']
export type PerkKind = PerkDraft['kind']
type Benefit = PerkDraft['tiers'][number]['value']
type Period = NonNullable<PerkDraft['terms']['quota']['perPeriod']>['unit']

export const kindTitles: Readonly<Record<PerkKind, string>> = {
  discount: '折扣',
  'amount-off': '立减',
  price: '优惠价',
  'free-use': '免费使用',
  'deposit-waiver': '免押',
  'post-pay': '先享后付',
  priority: '优先办理',
  'loaded-code': '兑换码',
  'partner-link': '合作链接',
}

/** One tier as it is typed. */
export interface TypedTier {
  title: string
  /** Points; empty: open to everybody. */
  from: string
  /** What everybody reads; empty: made from the numbers. */
  words: string
  amount: string
  minimum: string
  /** What the number counts, where a kind leaves it open: hours or times, a price or a discount of it (第二杯半价). */
  unit: 'hours' | 'items' | 'price' | 'percent'
  url: string
}

/** The form as it is typed: text until it is read. */
export interface TypedPerk {
  scene: string
  kind: PerkKind
  title: string
  summary: string
  instructions: string
  tiers: TypedTier[]
  /** Empty: all. */
  stores: string[]
  days: { from: string; until: string }[]
  weekdays: number[]
  hours: { from: string; until: string }[]
  stacking: PerkDraft['terms']['stacking']
  audience: PerkDraft['terms']['audience']
  perDay: string
  periodUnit: Period | ''
  periodTotal: string
  periodPerPerson: string
  quotaTotal: string
  perPersonLimit: string
  claimFrom: string
  claimUntil: string
  voucherValidDays: string
  subsidyYuan: string
}

/** Name of the number that each kind asks for; null: none. */
export const amountLabels: Readonly<Record<PerkKind, string | null>> = {
  discount: '打几折',
  'amount-off': '减多少元',
  price: '数值',
  'free-use': '数量',
  'deposit-waiver': '减免押金（元）',
  'post-pay': '后付额度（元）',
  priority: null,
  'loaded-code': null,
  'partner-link': null,
}

export const emptyTier: TypedTier = { title: '人人可享', from: '', words: '', amount: '', minimum: '', unit: 'hours', url: '' }

export const emptyPerk = (today: string): TypedPerk => ({
  scene: '', kind: 'discount', title: '', summary: '', instructions: '', tiers: [emptyTier], stores: [], days: [], weekdays: [], hours: [], stacking: 'alone', audience: 'person',
  perDay: '', periodUnit: '', periodTotal: '', periodPerPerson: '', quotaTotal: '100', perPersonLimit: '1', claimFrom: today, claimUntil: `${Number(today.slice(0, 4)) + 1}-12-31`, voucherValidDays: '30', subsidyYuan: '0',
})

const shown = (value: number | null): string => (value === null ? '' : String(value))

function typedTier({ title, fromCenti, words, value }: PerkDraft['tiers'][number]): TypedTier {
  const base = { ...emptyTier, title, from: fromCenti === null ? '' : String(fromCenti / 100), words: words ?? '' }
  switch (value.kind) {
    case 'percent':
      return { ...base, unit: 'percent', amount: String(value.percentBps / 1000) }
    case 'amount-off':
      return { ...base, amount: String(value.amountFen / 100), minimum: value.minimumFen === 0 ? '' : String(value.minimumFen / 100) }
    case 'price':
      return { ...base, unit: 'price', amount: String(value.priceFen / 100) }
    case 'items':
      return { ...base, unit: 'items', amount: String(value.count) }
    case 'hours':
      return { ...base, unit: 'hours', amount: String(value.hours) }
    case 'deposit-waiver':
      return { ...base, amount: String(value.depositFen / 100) }
    case 'post-pay':
      return { ...base, amount: String(value.limitFen / 100) }
    case 'partner-link':
      return { ...base, url: value.url }
    case 'priority':
    case 'loaded-code':
      return base
  }
}

/** A perk as the form shows it. */
export function typedPerk({ terms, tiers, ...draft }: PerkDraft): TypedPerk {
  const { perDay, perPeriod } = terms.quota
  return {
    scene: draft.scene, kind: draft.kind, title: draft.title, summary: draft.summary, instructions: draft.instructions, tiers: tiers.map(typedTier), stores: terms.stores ?? [],
    days: terms.blackouts.days, weekdays: terms.blackouts.weekdays, hours: terms.blackouts.hours, stacking: terms.stacking, audience: terms.audience,
    perDay: shown(perDay), periodUnit: perPeriod?.unit ?? '', periodTotal: shown(perPeriod?.total ?? null), periodPerPerson: shown(perPeriod?.perPerson ?? null),
    quotaTotal: String(draft.quotaTotal), perPersonLimit: String(draft.perPersonLimit), claimFrom: draft.claimFrom, claimUntil: draft.claimUntil, voucherValidDays: String(draft.voucherValidDays), subsidyYuan: String(draft.subsidyFen / 100),
  }
}

/** A number with at most two decimals, or null. */
const decimal = (text: string): number | null => (/^\d{1,8}(\.\d{1,2})?$/.test(text.trim()) ? Number(text.trim()) : null)
const whole = (text: string): number | null => (/^\d{1,8}$/.test(text.trim()) ? Number(text.trim()) : null)
const fen = (yuan: number): number => Math.round(yuan * 100)

function benefitOf(kind: PerkKind, tier: TypedTier): Benefit | string {
  const amount = decimal(tier.amount)
  if (amountLabels[kind] !== null && amount === null) return `请填写${amountLabels[kind]}`
  const n = amount ?? 0
  switch (kind) {
    case 'discount':
      return { kind: 'percent', percentBps: Math.round(n * 1000) }
    case 'amount-off': {
      const minimum = tier.minimum.trim() === '' ? 0 : decimal(tier.minimum)
      return minimum === null ? '满多少元应为数字' : { kind: 'amount-off', amountFen: fen(n), minimumFen: fen(minimum) }
    }
    case 'price':
      return tier.unit === 'percent' ? { kind: 'percent', percentBps: Math.round(n * 1000) } : { kind: 'price', priceFen: fen(n) }
    case 'free-use':
      return tier.unit === 'items' ? { kind: 'items', count: n } : { kind: 'hours', hours: n }
    case 'deposit-waiver':
      return { kind: 'deposit-waiver', depositFen: fen(n) }
    case 'post-pay':
      return { kind: 'post-pay', limitFen: fen(n) }
    case 'priority':
      return { kind: 'priority' }
    case 'loaded-code':
      return { kind: 'loaded-code' }
    case 'partner-link':
      return tier.url.trim().startsWith('https://') ? { kind: 'partner-link', url: tier.url.trim() } : '请填写 https:// 开头的链接'
  }
}

/** What was typed, ready to send, or what is wrong with it in short sentences. What only the server knows it says itself. */
export function readPerk(typed: TypedPerk): { draft: PerkDraft } | { issues: string[] } {
  const issues: string[] = []
  const need = <T>(value: T | null, issue: string, instead: T): T => {
    if (value === null) issues.push(issue)
    return value ?? instead
  }
  const optional = (text: string, name: string): number | null => (text.trim() === '' ? null : need(whole(text), `${name}应为整数`, 0))
  if (typed.scene === '') issues.push('请选择应用场景')
  for (const [name, value] of [['标题', typed.title], ['说明', typed.summary], ['使用说明', typed.instructions]] as const) if (value.trim() === '') issues.push(`请填写${name}`)
  const tiers = typed.tiers.flatMap((tier, i): PerkDraft['tiers'] => {
    const value = benefitOf(typed.kind, tier)
    const from = tier.from.trim() === '' ? null : need(decimal(tier.from), `第 ${i + 1} 档：分数应为数字`, 0)
    if (tier.title.trim() === '') issues.push(`第 ${i + 1} 档：请填写名称`)
    if (typeof value === 'string') issues.push(`第 ${i + 1} 档：${value}`)
    return typeof value === 'string' ? [] : [{ title: tier.title.trim(), fromCenti: from === null ? null : Math.round(from * 100), ...(tier.words.trim() === '' ? {} : { words: tier.words.trim() }), value }]
  })
  if (typed.days.some((d) => d.from === '' || d.until === '') || typed.hours.some((h) => h.from === '' || h.until === '')) issues.push('不可用时间请填写完整，或删掉空行')
  const total = optional(typed.periodTotal, '每期限量')
  const perPerson = optional(typed.periodPerPerson, '每期每人限领')
  if (typed.periodUnit === '' && (total !== null || perPerson !== null)) issues.push('填了每期限量，就要选周期')
  const draft: PerkDraft = {
    scene: typed.scene, kind: typed.kind, title: typed.title.trim(), summary: typed.summary.trim(), instructions: typed.instructions.trim(), tiers,
    terms: {
      stores: typed.stores.length === 0 ? null : typed.stores,
      blackouts: { days: typed.days, weekdays: [...typed.weekdays].sort((a, b) => a - b), hours: typed.hours },
      stacking: typed.stacking,
      audience: typed.audience,
      quota: { perDay: optional(typed.perDay, '每天限量'), perPeriod: typed.periodUnit === '' ? null : { unit: typed.periodUnit, total, perPerson } },
    },
    quotaTotal: typed.kind === 'loaded-code' ? 0 : need(whole(typed.quotaTotal), '总量应为整数', 0),
    perPersonLimit: need(whole(typed.perPersonLimit), '每人限领应为整数', 1),
    claimFrom: typed.claimFrom,
    claimUntil: typed.claimUntil,
    voucherValidDays: need(whole(typed.voucherValidDays), '有效天数应为整数', 1),
    subsidyFen: fen(need(decimal(typed.subsidyYuan), '每次补贴应为金额', 0)),
  }
  if (typed.claimFrom === '' || typed.claimUntil === '') issues.push('请填写领取时间')
  return issues.length > 0 ? { issues: [...new Set(issues)] } : { draft }
}
