import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { instant } from '../../lib/format'
import type { OfficeClient } from './queries'

const statuses: Readonly<Record<OfficeClient['status'], { title: string; tone: Tone }>> = {
  active: { title: '可报送', tone: 'good' },
  revoked: { title: '已停用', tone: 'plain' },
}

export const ClientStatus = ({ status }: { status: OfficeClient['status'] }) => <Mark tone={statuses[status].tone}>{statuses[status].title}</Mark>

export const clientColumns: readonly Column<OfficeClient>[] = [
  {
    title: '报送单位',
    minWidth: 200,
    value: (client) => client.office,
    cell: (client) => (
      <Link className="row-link" to={`/office-clients/${client.clientId}`}>
        {client.office}
      </Link>
    ),
  },
  { title: '统一社会信用代码', value: (client) => client.officeUscc, cell: (client) => <span className="mono">{client.officeUscc}</span>, width: 190 },
  { title: '密钥编号', value: (client) => client.clientId, cell: (client) => <span className="mono">…{client.clientId.slice(-8)}</span>, width: 120 },
  { title: '状态', value: (client) => statuses[client.status].title, cell: (client) => <ClientStatus status={client.status} />, width: 92 },
  { title: '登记', value: (client) => instant(client.createdAt), cell: (client) => <span className="nowrap">{instant(client.createdAt)}</span>, width: 150 },
  { title: '最近报送', value: (client) => (client.lastSentAt === null ? '' : instant(client.lastSentAt)), cell: (client) => (client.lastSentAt === null ? <span className="quiet">还没有</span> : <span className="nowrap">{instant(client.lastSentAt)}</span>), width: 150 },
]
