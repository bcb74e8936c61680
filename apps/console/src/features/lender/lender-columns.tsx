import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { day } from '../../lib/format'
import type { Lender } from './lender-queries'

export const lenderStatuses: Readonly<Record<Lender['status'], { title: string; tone: Tone }>> = {
  active: { title: '合作中', tone: 'good' },
  suspended: { title: '已暂停', tone: 'wait' },
  terminated: { title: '已终止', tone: 'plain' },
}

export const LenderStatus = ({ status }: { status: Lender['status'] }) => <Mark tone={lenderStatuses[status].tone}>{lenderStatuses[status].title}</Mark>

/** `2030年1月1日`, 长期, or that nobody has written it down. */
export const licenceEnd = (lender: Pick<Lender, 'licenceNumber' | 'licenceUntil'>): string => (lender.licenceNumber === null ? '未登记' : lender.licenceUntil === null ? '长期' : day(lender.licenceUntil))

export const lenderColumns: readonly Column<Lender>[] = [
  {
    title: '机构',
    minWidth: 200,
    value: (lender) => lender.name,
    cell: (lender) => (
      <>
        <strong>{lender.name}</strong>
        <p className="quiet mono">{lender.uscc}</p>
      </>
    ),
  },
  { title: '统一社会信用代码', value: (lender) => lender.uscc, cell: null },
  { title: '类型', value: (lender) => lender.kindTitle, width: 110 },
  { title: '状态', value: (lender) => lenderStatuses[lender.status].title, cell: (lender) => <LenderStatus status={lender.status} />, width: 92 },
  {
    title: '许可证有效期至',
    value: licenceEnd,
    cell: (lender) => (lender.licenceExpired ? <Mark tone="act">{licenceEnd(lender)} 已到期</Mark> : <span className={lender.licenceNumber === null ? 'quiet' : 'nowrap'}>{licenceEnd(lender)}</span>),
    width: 170,
  },
  { title: '约定答复', value: (lender) => (lender.answerWorkingDays === null ? '未约定' : `${lender.answerWorkingDays} 个工作日`), align: 'right', width: 110 },
  { title: '产品', value: (lender) => lender.products, align: 'right', width: 72 },
  { title: '人员', value: (lender) => lender.officers, align: 'right', width: 72 },
]
