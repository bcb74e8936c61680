import { useMemo } from 'react'
import { pages } from '../../access'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { objectionColumns, objectionStatuses } from './columns'
import { type Objection, objectionDecisions, objectionList } from './queries'

const statusOptions = Object.entries(objectionStatuses).map(([value, { title }]) => ({ value, label: title }))
const CLOCKS = [
  { value: 'red', label: '逾期' },
  { value: 'amber', label: '临期' },
  { value: 'escalated', label: '已升级督办' },
] as const
const isStatus = (value: string | undefined): value is Objection['status'] => value !== undefined && value in objectionStatuses

/** 异议处理: whose a case is stays unsaid until it is opened. */
export function ObjectionList() {
  const filters = useFilters(['status', 'clock'])
  const status = isStatus(filters.values.status) ? filters.values.status : undefined
  const clock = CLOCKS.find((one) => one.value === filters.values.clock)?.value
  const source = useMemo(() => objectionList({ ...(status === undefined ? {} : { status }), ...(clock === undefined ? {} : { clock }) }), [status, clock])
  return (
    <Page title={pages.objections.title} note="打开一件异议，当事人会在“谁查过我”里看到。">
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
        <Choice label="时限" value={clock} options={[...CLOCKS]} onChange={(value) => filters.set('clock', value)} />
      </div>
      <ListView
        source={source}
        label={pages.objections.title}
        unit="件"
        columns={objectionColumns}
        rowKey={(objection) => objection.objectionId}
        to={(objection) => `/objections/${objection.objectionId}`}
        decisions={objectionDecisions}
        empty={filters.active ? <EmptyFiltered title="没有这样的异议" clear={filters.clear} /> : <Empty title="没有异议">居民或企业提出异议后会列在这里。</Empty>}
      />
    </Page>
  )
}
