import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { day, instant, yuan } from '../../lib/format'
import type { Entry, Settlement } from './queries'

export const settlementStatuses: Readonly<Record<Settlement['status'], { title: string; tone: Tone }>> = {
  drawn: { title: '待商户确认', tone: 'wait' },
  confirmed: { title: '已确认', tone: 'good' },
  disputed: { title: '有异议', tone: 'wait' },
  resolved: { title: '异议已答复', tone: 'plain' },
  paid: { title: '已付款', tone: 'good' },
}

export const SettlementMark = ({ status }: { status: Settlement['status'] }) => <Mark tone={settlementStatuses[status].tone}>{settlementStatuses[status].title}</Mark>

/** `2026-11` → `2026年11月`. */
export const monthTitle = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`

export const settlementColumns: readonly Column<Settlement>[] = [
  {
    title: '结算单',
    minWidth: 130,
    value: (row) => row.month,
    cell: (row) => (
      <Link className="row-link" to={`/settlements/${row.statementId}`}>
        {monthTitle(row.month)}
      </Link>
    ),
  },
  { title: '商户', value: (row) => row.merchantName, minWidth: 180 },
  { title: '应结', value: (row) => row.totalFen / 100, cell: (row) => yuan(row.totalFen), align: 'right', width: 140 },
  { title: '笔数', value: (row) => row.lineCount, align: 'right', width: 80 },
  { title: '出单', value: (row) => instant(row.drawnAt), width: 170 },
  { title: '状态', value: (row) => settlementStatuses[row.status].title, cell: (row) => <SettlementMark status={row.status} />, width: 120 },
]

export const kindTitles: Readonly<Record<Entry['kind'], string>> = { redemption: '核销', reversal: '撤销', 'good-faith': '善意核销', 'good-faith-undone': '善意核销收回', adjustment: '更正', payment: '付款' }
export const channelTitles: Readonly<Record<NonNullable<Entry['channel']>, string>> = { qr: '扫码', 'till-code': '输入核销码', 'till-api': '收银系统', offline: '离线扫码' }

/** What became of a disputed line, in a word; empty without a dispute. */
export const disputeTitle = ({ dispute }: Entry): string => (dispute === null ? '' : dispute.outcome === null ? '待答复' : dispute.outcome === 'accepted' ? '已采纳' : '维持')

export const entryColumns: readonly Column<Entry>[] = [
  { title: '日期', value: (entry) => day(entry.day), width: 140 },
  { title: '类型', value: (entry) => kindTitles[entry.kind], width: 120 },
  { title: '收据号', value: (entry) => entry.receiptNo ?? '', cell: (entry) => <span className="mono">{entry.receiptNo ?? '—'}</span>, width: 150 },
  { title: '权益', value: (entry) => entry.perkTitle ?? '', minWidth: 160 },
  { title: '门店', value: (entry) => entry.storeName ?? '', minWidth: 140 },
  { title: '金额', value: (entry) => entry.amountFen / 100, cell: (entry) => yuan(entry.amountFen), align: 'right', width: 120 },
  { title: '异议', value: disputeTitle, width: 90 },
]
