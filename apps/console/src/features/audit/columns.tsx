import { Actor } from '../../app/actor'
import type { Column } from '../../app/list-view'
import { exactInstant } from '../../lib/format'
import type { AuditEntry } from './queries'

export const auditColumns = ({ onAction, onEntity }: { onAction: (action: string) => void; onEntity: (entityId: string) => void }): readonly Column<AuditEntry>[] => [
  { title: '时间', value: (entry) => exactInstant(entry.at), cell: (entry) => <span className="nowrap">{exactInstant(entry.at)}</span>, width: 170 },
  { title: '谁', value: (entry) => entry.actor, cell: (entry) => <Actor actor={entry.actor} />, width: 150 },
  {
    title: '动作',
    value: (entry) => entry.action,
    cell: (entry) => (
      <button type="button" className="plain" onClick={() => onAction(entry.action)} aria-label={`只看 ${entry.action}`}>
        {entry.action}
      </button>
    ),
    width: 170,
  },
  { title: '对象', value: (entry) => entry.entity, width: 120 },
  {
    title: '编号',
    value: (entry) => entry.entityId,
    cell: (entry) => (
      <button type="button" className="plain mono" onClick={() => onEntity(entry.entityId)} aria-label={`只看 ${entry.entityId}`}>
        {entry.entityId}
      </button>
    ),
    minWidth: 280,
  },
  { title: '请求', value: (entry) => entry.requestId, cell: null },
  { title: '详情', value: (entry) => JSON.stringify(entry.detail), cell: null },
]

const plain = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** What the row says when unfolded. */
export const auditMore = (entry: AuditEntry) => (
  <dl className="audit-more">
    {Object.entries(entry.detail).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{plain(value)}</dd>
      </div>
    ))}
    <div>
      <dt>请求编号</dt>
      <dd className="mono">{entry.requestId}</dd>
    </div>
  </dl>
)
