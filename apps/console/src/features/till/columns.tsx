import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { instant } from '../../lib/format'
import type { Till } from './queries'
import { RevokeTill } from './revoke'

const statuses: Readonly<Record<Till['status'], { title: string; tone: Tone }>> = {
  active: { title: '可核销', tone: 'good' },
  revoked: { title: '已停用', tone: 'plain' },
}

export const tillColumns: readonly Column<Till>[] = [
  { title: '收银系统', minWidth: 140, value: (till) => till.name, cell: (till) => till.name },
  { title: '门店', minWidth: 180, value: (till) => `${till.merchantName} ${till.storeName}`, cell: (till) => `${till.merchantName} · ${till.storeName}` },
  { title: '客户端编号', value: (till) => till.clientId, cell: (till) => <span className="mono">{till.clientId}</span>, width: 280 },
  { title: '公钥指纹', value: (till) => till.keyThumbprint, cell: (till) => <span className="mono">{till.keyThumbprint.slice(0, 12)}…</span>, width: 140 },
  { title: '状态', value: (till) => statuses[till.status].title, cell: (till) => <Mark tone={statuses[till.status].tone}>{statuses[till.status].title}</Mark>, width: 92 },
  { title: '登记', value: (till) => instant(till.createdAt), cell: (till) => <span className="nowrap">{instant(till.createdAt)}</span>, width: 150 },
]

/** For those who may end one. */
export const endColumn: Column<Till> = { title: '操作', value: () => '', cell: (till) => (till.status === 'active' ? <RevokeTill till={till} /> : null), width: 90 }
