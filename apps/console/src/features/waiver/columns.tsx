import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { instant, yuan } from '../../lib/format'
import type { Waiver } from './queries'

const TONES: Readonly<Record<Waiver['status'], Tone>> = {
  quoted: 'plain',
  reserved: 'plain',
  'in-use': 'plain',
  overdue: 'act',
  returned: 'plain',
  claimed: 'wait',
  disputed: 'wait',
  resolved: 'plain',
  settled: 'good',
  cancelled: 'plain',
}

export const waiverStatuses: Readonly<Record<Exclude<Waiver['status'], 'quoted'>, string>> = {
  disputed: '异议处理中',
  claimed: '商户申请赔偿',
  overdue: '已逾期',
  'in-use': '使用中',
  reserved: '待取用',
  returned: '已归还',
  resolved: '已定责',
  settled: '已结清',
  cancelled: '已取消',
}

export const waiverKinds: Readonly<Record<Waiver['kind'], string>> = { 'deposit-waiver': '免押', 'post-pay': '先享后付' }

export const WaiverMark = ({ waiver }: { waiver: Pick<Waiver, 'status' | 'statusTitle'> }) => <Mark tone={TONES[waiver.status]}>{waiver.statusTitle}</Mark>

export const waiverColumns: readonly Column<Waiver>[] = [
  {
    title: '订单',
    minWidth: 220,
    value: (waiver) => `${waiver.orderNo} ${waiver.title}`,
    cell: (waiver) => (
      <Link className="row-link" to={`/waivers/${waiver.waiverId}`}>
        {`${waiver.orderNo} ${waiver.title}`}
      </Link>
    ),
  },
  { title: '类型', value: (waiver) => waiverKinds[waiver.kind], width: 88 },
  { title: '商户', value: (waiver) => waiver.storeName ?? waiver.merchantName, width: 180 },
  { title: '上限', value: (waiver) => yuan(waiver.holdFen), align: 'right', width: 100 },
  { title: '申请赔偿', value: (waiver) => (waiver.claimFen === null ? '' : yuan(waiver.claimFen)), align: 'right', width: 100 },
  { title: '下单', value: (waiver) => (waiver.reservedAt === null ? '' : instant(waiver.reservedAt)), width: 156 },
  { title: '状态', value: (waiver) => waiver.statusTitle, cell: (waiver) => <WaiverMark waiver={waiver} />, width: 130 },
]
