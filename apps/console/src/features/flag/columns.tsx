import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { instant } from '../../lib/format'
import type { Flag, FlagFound } from './queries'

export const flagKinds: Readonly<Record<Flag['kind'], { title: string; says: string }>> = {
  'voucher-velocity': { title: '同券反复核销', says: '一张券一天内核销次数过多（含已撤销的）' },
  'staff-velocity': { title: '店员核销过快', says: '同一店员或收银台十分钟内核销过多' },
  'store-velocity': { title: '门店核销过快', says: '一家门店十分钟内核销过多' },
  'far-from-store': { title: '离店核销', says: '店员手机自报的位置离门店过远，次数一栏为约数（米）' },
  'repeated-pair': { title: '同人反复核销', says: '三十天内同一店员为同一居民反复核销' },
}

export const flagStatuses: Readonly<Record<Flag['status'], { title: string; tone: Tone }>> = {
  open: { title: '待核查', tone: 'wait' },
  closed: { title: '已核查', tone: 'plain' },
}

export const outcomes: Readonly<Record<NonNullable<Flag['outcome']>, string>> = { explained: '情况正常', misuse: '确有套取' }

export const FlagMark = ({ flag }: { flag: Pick<Flag, 'status' | 'outcome'> }) => <Mark tone={flag.outcome === 'misuse' ? 'act' : flagStatuses[flag.status].tone}>{flag.outcome === null ? flagStatuses[flag.status].title : outcomes[flag.outcome]}</Mark>

export const flagColumns: readonly Column<Flag>[] = [
  {
    title: '预警',
    minWidth: 150,
    value: (flag) => flagKinds[flag.kind].title,
    cell: (flag) => (
      <Link className="row-link" to={`/flags/${flag.flagId}`}>
        {flagKinds[flag.kind].title}
      </Link>
    ),
  },
  { title: '门店', minWidth: 200, value: (flag) => `${flag.merchantName} ${flag.storeName}`, cell: (flag) => `${flag.merchantName} · ${flag.storeName}` },
  { title: '次数', value: (flag) => String(flag.count), cell: (flag) => `${flag.count} / ${flag.allowed}`, width: 100 },
  { title: '最近', value: (flag) => instant(flag.windowUntil), cell: (flag) => <span className="nowrap">{instant(flag.windowUntil)}</span>, width: 150 },
  { title: '状态', value: (flag) => flagStatuses[flag.status].title, cell: (flag) => <FlagMark flag={flag} />, width: 100 },
]

const channels: Readonly<Record<string, string>> = { qr: '扫码', 'till-code': '收银码', 'till-api': '收银系统', offline: '离线扫码' }

export const rowColumns: readonly Column<FlagFound['rows'][number]>[] = [
  { title: '时间', value: (row) => instant(row.redeemedAt), cell: (row) => <span className="nowrap">{instant(row.redeemedAt)}</span>, width: 150 },
  { title: '门店', minWidth: 140, value: (row) => row.storeName },
  { title: '权益', minWidth: 160, value: (row) => row.perkTitle },
  { title: '方式', value: (row) => channels[row.channel] ?? row.channel, width: 100 },
  { title: '凭据号', value: (row) => row.receiptNo, cell: (row) => <span className="mono">{row.receiptNo}</span>, width: 160 },
  { title: '撤销', value: (row) => (row.reversedAt === null ? '' : instant(row.reversedAt)), width: 150 },
]
