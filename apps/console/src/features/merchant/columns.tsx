import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { day, daysUntil } from '../../lib/format'
import type { Merchant } from './queries'

export const merchantStatuses: Readonly<Record<Merchant['status'], { title: string; tone: Tone }>> = {
  active: { title: '合作中', tone: 'good' },
  suspended: { title: '已暂停', tone: 'wait' },
  terminated: { title: '已终止', tone: 'plain' },
}

export const MerchantStatus = ({ status }: { status: Merchant['status'] }) => <Mark tone={merchantStatuses[status].tone}>{merchantStatuses[status].title}</Mark>

/** What holds it stands below its standing: an own column would be empty for nearly all. */
const Standing = ({ merchant }: { merchant: Merchant }) => (
  <>
    <MerchantStatus status={merchant.status} />
    {merchant.suspensions.length > 0 && <div className="quiet">{merchant.suspensions.map((held) => held.reasonTitle).join('、')}</div>}
  </>
)

/** When the agreement ends; near its end, or past it, in words too. */
function AgreementEnd({ until }: { until: string | null }) {
  if (until === null) return '线下'
  const left = daysUntil(until)
  return (
    <>
      <span className="nowrap">{day(until)}</span> {left < 0 ? <Mark tone="act">已到期</Mark> : left <= 30 && <Mark tone="wait">{`还有 ${left} 天`}</Mark>}
    </>
  )
}

export const merchantColumns: readonly Column<Merchant>[] = [
  {
    title: '名称',
    minWidth: 160,
    value: (merchant) => merchant.name,
    cell: (merchant) => (
      <Link className="row-link" to={`/merchants/${merchant.merchantId}`}>
        {merchant.name}
      </Link>
    ),
  },
  { title: '统一社会信用代码', value: (merchant) => merchant.uscc, cell: (merchant) => <span className="mono">{merchant.uscc}</span>, width: 180 },
  { title: '行业', value: (merchant) => merchant.industry, width: 116 },
  { title: '状态', value: (merchant) => merchantStatuses[merchant.status].title, cell: (merchant) => <Standing merchant={merchant} />, width: 120 },
  { title: '暂停原因', value: (merchant) => merchant.suspensions.map((held) => held.reasonTitle).join('、'), cell: null },
  { title: '协议到期', value: (merchant) => merchant.issuesUntil ?? '', cell: (merchant) => <AgreementEnd until={merchant.issuesUntil} />, width: 128 },
  { title: '门店', value: (merchant) => merchant.storeCount, align: 'right', width: 60 },
  { title: '权益', value: (merchant) => merchant.perkCount, align: 'right', width: 60 },
  { title: '店员', value: (merchant) => merchant.staffCount, align: 'right', width: 60 },
  { title: '近30天核销', value: (merchant) => merchant.redemptions30d, align: 'right', width: 108 },
]
