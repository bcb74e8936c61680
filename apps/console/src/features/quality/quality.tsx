import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { mayDo, pages } from '../../access'
import { useFilters } from '../../app/filters'
import { type Column, ListView, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { count, day, instant, rate, today } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { Codes } from './codes'
import { recentPeriods } from './periods'
import { type FailingRow, failingList, type LateRow, lateList, type Office, qualityQuery, stateOutput } from './queries'

type Behind = 'late' | 'failing'

/** 数据质量: the three rates of every office; each figure opens the rows behind it. */
export function QualityPage() {
  const filters = useFilters(['period', 'behind'])
  const periods = recentPeriods(today())
  const period = filters.values.period ?? periods[0]?.value ?? ''
  const found = useQuery(qualityQuery(period))
  // Which figure is open: `late:云汀市城管局`.
  const [, rows, office] = /^(late|failing):(.+)$/.exec(filters.values.behind ?? '') ?? []
  const open = (name: string, which: Behind) => filters.set('behind', `${which}:${name}`)
  return (
    <Page
      title={pages.quality.title}
      note={found.data && `${day(found.data.from)}—${day(found.data.to)}；及时：作出决定后 ${found.data.timelyWithinWorkingDays} 个工作日内入库。`}
      actions={<Select aria-label="统计周期" style={{ width: 170 }} value={period} options={periods} onChange={(next: string) => filters.set('period', next)} />}
    >
      {found.data === undefined ? (
        found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} />
      ) : (
        <Section title="各单位">
          {found.data.items.length === 0 ? (
            <Empty title="这段时间没有单位报送数据" />
          ) : (
            <Rows label="各单位" rows={found.data.items} columns={officeColumns(period, found.data.targets, open)} rowKey={(row) => row.office} />
          )}
        </Section>
      )}
      {office !== undefined && <BehindRows period={period} office={office} rows={rows === 'failing' ? 'failing' : 'late'} />}
      <Codes />
    </Page>
  )
}

function Figure({ bps, target }: { bps: number | null; target: number }) {
  if (bps === null) return <span className="quiet">—</span>
  return <span className={bps < target ? 'act-text' : undefined}>{rate(bps)}</span>
}

function officeColumns(period: string, targets: { reportedBps: number; compliantBps: number; timelyBps: number }, open: (office: string, rows: Behind) => void): Column<Office>[] {
  return [
    { title: '单位', minWidth: 180, value: (row) => row.office },
    { title: '应报', width: 130, align: 'right', value: (row) => row.produced ?? '', cell: (row) => <Produced office={row} period={period} /> },
    { title: '已报', width: 80, align: 'right', value: (row) => row.uploaded },
    { title: '上报率', width: 90, align: 'right', value: (row) => row.reportedBps ?? '', cell: (row) => <Figure bps={row.reportedBps} target={targets.reportedBps} /> },
    { title: '合规率', width: 90, align: 'right', value: (row) => row.compliantBps ?? '', cell: (row) => <Figure bps={row.compliantBps} target={targets.compliantBps} /> },
    { title: '退回', width: 90, align: 'right', value: (row) => row.failed, cell: (row) => <Open n={row.failed} label={`${row.office}退回的行`} onOpen={() => open(row.office, 'failing')} /> },
    { title: '及时率', width: 90, align: 'right', value: (row) => row.timelyBps ?? '', cell: (row) => <Figure bps={row.timelyBps} target={targets.timelyBps} /> },
    { title: '超期', width: 90, align: 'right', value: (row) => row.late, cell: (row) => <Open n={row.late} label={`${row.office}超期的行`} onOpen={() => open(row.office, 'late')} /> },
  ]
}

function Open({ n, label, onOpen }: { n: number; label: string; onOpen: () => void }) {
  if (n === 0) return <>0</>
  return (
    <Button type="link" size="small" aria-label={`${label}，${count(n)} 行`} onClick={onOpen}>
      {count(n)}
    </Button>
  )
}

/** What the office says it produced: shown, and stated by whoever keeps the data. */
function Produced({ office, period }: { office: Office; period: string }) {
  const client = useQueryClient()
  const mayState = mayDo(useStaff().roles, 'upload-import')
  const [value, setValue] = useState<number | null>(office.produced)
  const save = useMutation({ mutationFn: (produced: number) => stateOutput({ office: office.office, period, produced }), onSuccess: () => client.invalidateQueries({ queryKey: ['quality', period] }) })
  if (!mayState) return <>{office.produced === null ? '—' : count(office.produced)}</>
  return (
    <InputNumber
      aria-label={`${office.office}应报行数`}
      title={save.isError ? `没有保存：${sentenceOf(save.error).title}` : undefined}
      status={save.isError ? 'error' : ''}
      min={0}
      precision={0}
      size="small"
      placeholder="未填"
      value={value}
      onChange={setValue}
      onBlur={() => {
        if (value !== null && value !== office.produced) save.mutate(value)
      }}
    />
  )
}

const lateColumns: readonly Column<LateRow>[] = [
  { title: '目录项', minWidth: 140, value: (row) => row.itemTitle },
  { title: '记录编号', minWidth: 240, value: (row) => row.recordId, cell: (row) => <span className="mono">{row.recordId}</span> },
  { title: '决定日期', width: 120, value: (row) => row.decidedOn },
  { title: '最迟', width: 120, value: (row) => row.dueOn },
  { title: '入库', width: 120, value: (row) => row.landedOn },
  { title: '用了工作日', width: 110, align: 'right', value: (row) => row.workingDays },
]

const failingColumns: readonly Column<FailingRow>[] = [
  { title: '文件', minWidth: 180, value: (row) => row.fileName, cell: (row) => <Link to={`/imports/${row.batchId}`}>{row.fileName}</Link> },
  { title: '行', width: 72, align: 'right', value: (row) => row.row },
  { title: '字段', width: 160, value: (row) => row.field },
  { title: '原值', width: 200, value: (row) => row.value, cell: (row) => (row.value === '' ? <span className="quiet">（空）</span> : <span className="raw">{row.value}</span>) },
  { title: '原因', minWidth: 200, value: (row) => row.reason },
  { title: '时间', width: 150, value: (row) => instant(row.at) },
]

function BehindRows({ period, office, rows }: { period: string; office: string; rows: Behind }) {
  return (
    <Section title={`${office}：${rows === 'late' ? '超期的行' : '退回的行'}`}>
      {rows === 'late' ? (
        <ListView key="late" source={lateList(period, office)} label="超期的行" unit="行" columns={lateColumns} rowKey={(row) => row.recordId} empty={<Empty title="没有超期的行" />} />
      ) : (
        <ListView key="failing" source={failingList(period, office)} label="退回的行" unit="条" columns={failingColumns} rowKey={(row) => `${row.batchId}-${row.row}-${row.field}-${row.reason}`} empty={<Empty title="没有退回的行" />} />
      )}
    </Section>
  )
}
