import { useMemo } from 'react'
import { pages } from '../../access'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { settlementColumns, settlementStatuses } from './columns'
import { type Settlement, settlementList } from './queries'

const statusOptions = Object.entries(settlementStatuses).map(([value, { title }]) => ({ value, label: title }))
const isStatus = (value: string | undefined): value is Settlement['status'] => value !== undefined && value in settlementStatuses

/** 结算: monthly statements, newest first; a merchant sees its own. */
export function SettlementList() {
  const filters = useFilters(['status'])
  const status = isStatus(filters.values.status) ? filters.values.status : undefined
  const source = useMemo(() => settlementList(status === undefined ? {} : { status }), [status])
  return (
    <Page title={pages.settlements.title} note="每月 1 日出上月的结算单。商户核对后确认或逐笔提出异议，主管单位答复后由另一人登记付款。">
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.settlements.title}
        unit="张"
        columns={settlementColumns}
        rowKey={(row) => row.statementId}
        to={(row) => `/settlements/${row.statementId}`}
        empty={filters.active ? <EmptyFiltered title="没有这种状态的结算单" clear={filters.clear} /> : <Empty title="还没有结算单">有补贴的核销会在下月 1 日汇总成结算单。</Empty>}
      />
    </Page>
  )
}
