import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { merchantColumns, merchantStatuses } from './columns'
import { merchantList } from './queries'

const statusOptions = Object.entries(merchantStatuses).map(([value, { title }]) => ({ value, label: title }))

/** 合作商户. */
export function MerchantList() {
  const filters = useFilters(['search', 'status'])
  const { search, status } = filters.values
  const source = useMemo(() => merchantList({ search, status }), [search, status])
  return (
    <Page title={pages.merchants.title} actions={<ExportButton name={pages.merchants.title} columns={merchantColumns} page={source.page} />}>
      <div className="filters" role="search">
        <SearchBox label="名称或信用代码" value={search} onSearch={(text) => filters.set('search', text)} />
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.merchants.title}
        unit="户"
        columns={merchantColumns}
        rowKey={(merchant) => merchant.merchantId}
        to={(merchant) => `/merchants/${merchant.merchantId}`}
        empty={filters.active ? <EmptyFiltered title="没有符合条件的商户" clear={filters.clear} /> : <Empty title="还没有合作商户">商户签约后会列在这里。</Empty>}
      />
    </Page>
  )
}
