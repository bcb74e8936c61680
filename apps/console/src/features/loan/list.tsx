import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { clockFilters, loanColumns, statuses } from './columns'
import { loanList } from './queries'

const optionsOf = (titles: Readonly<Record<string, { title: string }>>) => Object.entries(titles).map(([value, { title }]) => ({ value, label: title }))
const OPEN = { true: { title: '办理中' }, false: { title: '已办结' } } as const
const oneOf = <K extends string>(value: string | undefined, known: Readonly<Record<K, unknown>>): K | undefined => (value !== undefined && value in known ? (value as K) : undefined)

/** A bank's work list: what is due first stands first. */
export function LoanList() {
  const filters = useFilters(['status', 'clock', 'open'])
  const status = oneOf(filters.values.status, statuses)
  const clock = oneOf(filters.values.clock, clockFilters)
  const open = oneOf(filters.values.open, OPEN)
  const source = useMemo(() => loanList({ status, clock, open }), [status, clock, open])
  return (
    <Page title={pages.loanApplications.title} note="只列出授权有效的申请和已签约的贷款。每打开一笔，企业的“谁查过企业”里会记一次。" actions={<ExportButton name={pages.loanApplications.title} columns={loanColumns} page={source.page} />}>
      <div className="filters" role="search">
        <Choice label="时限" value={clock} options={optionsOf(clockFilters)} onChange={(value) => filters.set('clock', value)} />
        <Choice label="状态" value={status} options={optionsOf(statuses)} onChange={(value) => filters.set('status', value)} />
        <Choice label="办理" value={open} options={optionsOf(OPEN)} onChange={(value) => filters.set('open', value)} />
      </div>
      <ListView
        source={source}
        label={pages.loanApplications.title}
        unit="笔"
        columns={loanColumns}
        rowKey={(loan) => loan.applicationId}
        to={(loan) => `/loan-applications/${loan.applicationId}`}
        empty={filters.active ? <EmptyFiltered title="没有这样的申请" clear={filters.clear} /> : <Empty title="还没有贷款申请">企业授权本机构并提交后列在这里；也可以到抢单池看看。</Empty>}
      />
    </Page>
  )
}
