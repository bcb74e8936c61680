import { useQuery } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { Link } from 'react-router'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { count, rate } from '../../lib/format'
import { codesQuery } from './queries'

type Report = Api['GET /console/quality/codes']['response']

const nameColumns: readonly Column<Report['manyNames'][number]>[] = [
  { title: '统一社会信用代码', width: 210, value: (row) => row.uscc, cell: (row) => <span className="mono">{row.uscc}</span> },
  { title: '出现过的名称', minWidth: 260, value: (row) => row.names.join('、') },
]
const codeColumns: readonly Column<Report['manyCodes'][number]>[] = [
  { title: '名称', minWidth: 220, value: (row) => row.name },
  { title: '出现过的代码', minWidth: 260, value: (row) => row.usccs.join('、') },
]
const wrongColumns: readonly Column<Report['wrongCodes'][number]>[] = [
  { title: '文件', width: 90, value: (row) => row.batchId, cell: (row) => <Link to={`/imports/${row.batchId}`}>查看</Link> },
  { title: '行', width: 72, align: 'right', value: (row) => row.row },
  { title: '单位', minWidth: 160, value: (row) => row.office ?? '—' },
  { title: '原值', width: 200, value: (row) => row.value },
  { title: '原因', minWidth: 220, value: (row) => row.reason },
]

/** 重错码: the counts, and behind each of them its rows. */
export function Codes() {
  const found = useQuery(codesQuery)
  if (found.data === undefined) return <Section title="重错码">{found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={3} />}</Section>
  const { counts, manyNames, manyCodes, wrongCodes, organizations, faultyBps } = found.data
  const parts = [
    { title: `一码多名 ${count(counts.manyNames)}`, table: <Rows label="一码多名" rows={manyNames} columns={nameColumns} rowKey={(row) => row.uscc} /> },
    { title: `一名多码 ${count(counts.manyCodes)}`, table: <Rows label="一名多码" rows={manyCodes} columns={codeColumns} rowKey={(row) => row.name} /> },
    { title: `代码有误 ${count(counts.wrongCodes)}`, table: <Rows label="代码有误" rows={wrongCodes.map((row, n) => ({ ...row, key: `${row.batchId}-${row.row}-${n}` }))} columns={wrongColumns} rowKey={(row) => row.key} /> },
  ]
  return (
    <Section title="重错码">
      <p className="lead">
        重错码率 {rate(faultyBps)}，共 {count(organizations)} 家单位。
      </p>
      {parts.map(({ title, table }) => (
        <details key={title} className="layout">
          <summary>{title}</summary>
          {table}
        </details>
      ))}
    </Section>
  )
}
