import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { amount, day, instant, rate } from '../../lib/format'
import type { Loan } from './queries'

export const statuses: Readonly<Record<Loan['status'], { title: string; tone: Tone }>> = {
  submitted: { title: '待受理', tone: 'act' },
  accepted: { title: '已受理', tone: 'wait' },
  reviewing: { title: '尽职调查', tone: 'wait' },
  offered: { title: '待企业答复', tone: 'plain' },
  countered: { title: '企业还价', tone: 'act' },
  agreed: { title: '待签约', tone: 'act' },
  signed: { title: '待放款', tone: 'act' },
  disbursed: { title: '已放款', tone: 'good' },
  overdue: { title: '逾期', tone: 'act' },
  renewed: { title: '已续贷', tone: 'good' },
  settled: { title: '已结清', tone: 'plain' },
  refused: { title: '未通过', tone: 'plain' },
  declined: { title: '未成交', tone: 'plain' },
  withdrawn: { title: '企业撤回', tone: 'plain' },
  returned: { title: '超时退回', tone: 'plain' },
}

export const clockFilters = { today: { title: '今天到期' }, late: { title: '已超时' } } as const

const runningOf = ({ clocks }: Pick<Loan, 'clocks'>) => clocks.filter((c) => c.doneOn === null).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]

/** `答复 · 2026年11月25日前` with how near it is. */
function Due({ loan }: { loan: Loan }) {
  const clock = runningOf(loan)
  if (!clock) return <>—</>
  return (
    <span className="nowrap">
      {clock.colour === 'red' ? <Mark tone="act">超时</Mark> : clock.colour === 'amber' ? <Mark tone="wait">今天</Mark> : null} {clock.title} · {day(clock.dueOn)}前
    </span>
  )
}

export const loanColumns: readonly Column<Loan>[] = [
  {
    title: '企业',
    minWidth: 180,
    value: (loan) => loan.firmName ?? '（授权已结束）',
    cell: (loan) =>
      loan.firmName === null ? (
        <span className="quiet">（授权已结束）</span>
      ) : (
        <Link className="row-link" to={`/loan-applications/${loan.applicationId}`}>
          {loan.firmName}
        </Link>
      ),
  },
  { title: '产品', minWidth: 120, value: (loan) => loan.productName },
  { title: '申请', value: (loan) => `${amount(loan.amountFen)} ${loan.termMonths}个月`, cell: (loan) => <span className="nowrap">{`${amount(loan.amountFen)} · ${loan.termMonths} 个月`}</span>, align: 'right', width: 150 },
  { title: '状态', value: (loan) => statuses[loan.status].title, cell: (loan) => <Mark tone={statuses[loan.status].tone}>{statuses[loan.status].title}</Mark>, width: 110 },
  { title: '时限', value: (loan) => runningOf(loan)?.dueOn ?? '', cell: (loan) => <Due loan={loan} />, minWidth: 200 },
  { title: '推荐清单', value: (loan) => (loan.coordinated ? '是' : ''), width: 90 },
  { title: '提交', value: (loan) => instant(loan.submittedAt), cell: (loan) => <span className="nowrap">{instant(loan.submittedAt)}</span>, width: 150 },
  { title: '授信（元）', value: (loan) => (loan.signed === null ? '' : loan.signed.amountFen / 100), cell: null },
  { title: '放款（元）', value: (loan) => (loan.disbursed === null ? '' : loan.disbursed.amountFen / 100), cell: null },
  { title: '年利率', value: (loan) => (loan.signed === null ? '' : rate(loan.signed.rateBps)), cell: null },
]
