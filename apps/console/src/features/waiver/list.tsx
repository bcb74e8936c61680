import { useMemo } from 'react'
import { pages } from '../../access'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { waiverColumns, waiverStatuses } from './columns'
import { type Waiver, waiverDecisions, waiverList } from './queries'

const statusOptions = Object.entries(waiverStatuses).map(([value, label]) => ({ value, label }))
const isStatus = (value: string | undefined): value is keyof typeof waiverStatuses => value !== undefined && value in waiverStatuses

/** 免押订单: whose an order is stays unsaid, here and in the case. */
export function WaiverList() {
  const filters = useFilters(['status'])
  const status = isStatus(filters.values.status) ? filters.values.status : undefined
  const source = useMemo(() => waiverList(status === undefined ? {} : { status }), [status])
  return (
    <Page title={pages.waivers.title} note="不显示当事人。打开一单，当事人会在“谁查过我”里看到。">
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.waivers.title}
        unit="单"
        columns={waiverColumns}
        rowKey={(waiver: Waiver) => waiver.waiverId}
        to={(waiver) => `/waivers/${waiver.waiverId}`}
        decisions={waiverDecisions}
        empty={filters.active ? <EmptyFiltered title="没有这种状态的订单" clear={filters.clear} /> : <Empty title="没有订单">居民办理免押或先享后付后会列在这里。</Empty>}
      />
    </Page>
  )
}
