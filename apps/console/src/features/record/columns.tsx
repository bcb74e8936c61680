import { Link } from 'react-router'
import { Actor } from '../../app/actor'
import type { Column } from '../../app/list-view'
import { instant } from '../../lib/format'
import type { Batch, Reject } from './queries'
import { BatchStatus, batchStatuses, ResultBar } from './result'

export const importColumns: readonly Column<Batch>[] = [
  {
    title: '文件',
    minWidth: 200,
    value: (batch) => batch.fileName,
    cell: (batch) => (
      <Link className="row-link" to={`/imports/${batch.batchId}`}>
        {batch.fileName}
      </Link>
    ),
  },
  { title: '内容', value: (batch) => batch.layoutTitle, width: 150 },
  { title: '状态', value: (batch) => batchStatuses[batch.status].title, cell: (batch) => <BatchStatus status={batch.status} />, width: 92 },
  { title: '行数', value: (batch) => batch.rowsTotal, align: 'right', width: 84 },
  { title: '结果', value: (batch) => batch.rowsNew, cell: (batch) => (batch.rowsTotal === 0 ? '—' : <ResultBar batch={batch} legend={false} />), width: 100 },
  { title: '更新', value: (batch) => batch.rowsChanged, cell: null },
  { title: '无变化', value: (batch) => batch.rowsUnchanged, cell: null },
  { title: '退回', value: (batch) => batch.rowsRejected, align: 'right', width: 72 },
  { title: '谁传的', value: (batch) => batch.importedBy, cell: (batch) => <Actor actor={batch.importedBy} />, width: 140 },
  { title: '时间', value: (batch) => instant(batch.startedAt), cell: (batch) => <span className="nowrap">{instant(batch.startedAt)}</span>, width: 150 },
]

/** The exported file names its numbers one by one; 结果 is a drawing and has no place there. */
export const importCsvColumns = importColumns.map((column) => (column.title === '结果' ? { ...column, title: '新增' } : column))

export const rejectColumns: readonly Column<Reject>[] = [
  { title: '行', value: (reject) => reject.row, align: 'right', width: 72 },
  { title: '字段', value: (reject) => reject.field, width: 180 },
  { title: '原值', value: (reject) => reject.value, cell: (reject) => (reject.value === '' ? <span className="quiet">（空）</span> : <span className="raw">{reject.value}</span>), width: 260 },
  { title: '原因', value: (reject) => reject.reason },
]
