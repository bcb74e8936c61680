import type { LoanFigures, LoanResults } from '@xinhui/contract'
import { formatFen, workingDaysBetween } from '@xinhui/rules'
import { industryCode, industryName } from '@xinhui/rules/financing/index'
import type { Ctx } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import { sumPaid } from '../loan-support/pot.store'
import { countFirms, type FigureRow, lenderTitles, listAnswerDays, type ResultGroup, sumLoans } from './loan-result.store'
import { shownLateness } from './shown-lateness'

/** Lines of the outside evaluations: 4 % of registered firms funded (LA), 3 % of live firms registered and one billion yuan of credit or money paid out (CW). */
const FUNDED_BPS = 400
const REGISTERED_BPS = 300
const BILLION_YUAN_FEN = 100_000_000_000

const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.floor((part * 10_000) / whole))

const figuresOf = (row: FigureRow, averageAnswerDays: number | null): LoanFigures => {
  const { key: _, averageRateBps, ...counts } = row
  return { ...counts, creditLoanBps: row.disbursedFen === 0 ? null : share(row.creditLoanFen, row.disbursedFen), averageRateBps, averageAnswerDays }
}

function titleOf(ctx: Ctx, group: ResultGroup, key: string, lenders: Awaited<ReturnType<typeof lenderTitles>>): string {
  if (group === 'lender') return lenders.get(key)?.name ?? key
  if (group === 'district') return ctx.city.districts.find((d) => d.code === key)?.name ?? (key || '未登记')
  if (group === 'industry') return key ? industryName(industryCode(key) ?? key) : '未登记'
  return key ? `${key}专区` : '不在专区'
}

/** What money arrived in a stretch of days, all together and by group, and where the outside evaluations' lines stand at its end. */
export async function readLoanResults({ ctx, input }: { ctx: Ctx; input: { from: string; to: string; by: ResultGroup } }): Promise<LoanResults> {
  const { from, to, by } = input
  const calendar = await workingCalendar(ctx)
  const days = new Map<string, { days: number; count: number }>()
  for (const { key, madeOn, answeredOn, count } of await listAnswerDays(ctx.db, { from, to, group: by })) {
    const took = workingDaysBetween(calendar, madeOn, answeredOn).workingDays * count
    for (const group of [key, '*']) {
      const sum = days.get(group) ?? { days: 0, count: 0 }
      days.set(group, { days: sum.days + took, count: sum.count + count })
    }
  }
  const meanOf = (key: string) => {
    const sum = days.get(key)
    return sum ? Math.round((sum.days * 10) / sum.count) / 10 : null
  }
  const [all] = await sumLoans(ctx.db, { from, to, group: null })
  const groups = await sumLoans(ctx.db, { from, to, group: by })
  const lenders = await lenderTitles(ctx.db)
  const late = await shownLateness(ctx)
  const firms = await countFirms(ctx.db, to)
  const NOTHING: FigureRow = { key: '', applications: 0, answered: 0, answeredInTime: 0, refused: 0, creditFen: 0, creditFirms: 0, disbursedFen: 0, disbursedCount: 0, firms: 0, firstLoans: 0, firstLoanFen: 0, creditLoanFen: 0, averageRateBps: null }
  const funded = share(firms.funded, firms.registered)
  const registered = share(firms.registered, firms.live)
  const most = Math.max(firms.creditFen, firms.disbursedFen)
  return {
    from,
    to,
    support: await sumPaid(ctx.db, { from, to }),
    total: figuresOf(all ?? NOTHING, meanOf('*')),
    groups: groups.map((row) => ({
      key: row.key,
      title: titleOf(ctx, by, row.key, lenders),
      lateCount: by === 'lender' ? (late.get(row.key) ?? 0) : null,
      complaints: by === 'lender' ? (lenders.get(row.key)?.complaints ?? 0) : null,
      ...figuresOf(row, meanOf(row.key)),
    })),
    lines: [
      { code: 'funded', title: '获贷企业占注册企业', unit: 'bps', value: funded, target: FUNDED_BPS, reached: funded >= FUNDED_BPS, words: `${firms.funded} 家获贷，${firms.registered} 家注册` },
      { code: 'registered', title: '注册企业占存续企业', unit: 'bps', value: registered, target: REGISTERED_BPS, reached: registered >= REGISTERED_BPS, words: `${firms.registered} 家注册，${firms.live} 家存续` },
      { code: 'billion', title: '累计授信或放款', unit: 'fen', value: most, target: BILLION_YUAN_FEN, reached: most >= BILLION_YUAN_FEN, words: `授信 ${formatFen(firms.creditFen)}，放款 ${formatFen(firms.disbursedFen)}` },
    ],
  }
}
