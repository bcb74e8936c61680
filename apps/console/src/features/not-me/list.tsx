import { useMemo } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { reportColumns, reportStatuses } from './columns'
import { type Report, reportDecisions, reportList } from './queries'

const options = Object.entries(reportStatuses).map(([value, { title }]) => ({ value, label: title }))
const isStatus = (value: string | undefined): value is Report['status'] => value !== undefined && value in reportStatuses

/** 非本人使用: uses their holders say were not theirs. Who holds the voucher is not shown. */
export function NotMeList() {
  const filters = useFilters(['status'])
  const status = isStatus(filters.values.status) ? filters.values.status : undefined
  const source = useMemo(() => reportList(status === undefined ? {} : { status }), [status])
  return (
    <Page title={pages.notMe.title} note="持券人反映不是本人使用。属实的撤销核销，补贴不结算；双方都会收到结果。" actions={<ExportButton name={pages.notMe.title} columns={reportColumns} page={source.page} />}>
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={options} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView source={source} label={pages.notMe.title} unit="件" columns={reportColumns} rowKey={(report) => report.reportId} to={(report) => `/not-me/${report.reportId}`} decisions={mayDo(useStaff().roles, 'resolve-not-me') ? reportDecisions : undefined} empty={filters.active ? <EmptyFiltered title="没有这种状态的反映" clear={filters.clear} /> : <Empty title="没有反映">居民在使用记录里反映后会列在这里。</Empty>} />
    </Page>
  )
}
