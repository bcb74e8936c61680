import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { lenderColumns, lenderStatuses } from './lender-columns'
import { LenderDrawer } from './lender-form'
import { lenderList } from './lender-queries'

const statusOptions = Object.entries(lenderStatuses).map(([value, { title }]) => ({ value, label: title }))

/** 金融机构: who lends here, and the admission of another; an officer gets their own from the API. */
export function LenderList() {
  const { roles, lenderId } = useStaff()
  const mayAdmit = mayDo(roles, 'admit-lender')
  const filters = useFilters(['search', 'status'])
  const [admitting, setAdmitting] = useState(false)
  const { search } = filters.values
  const status = (Object.keys(lenderStatuses) as (keyof typeof lenderStatuses)[]).find((one) => one === filters.values.status)
  const source = useMemo(() => lenderList({ search, status }), [search, status])
  return (
    <Page
      title={pages.lenders.title}
      note={lenderId === null ? undefined : '只列出本机构。'}
      actions={
        <>
          <ExportButton name={pages.lenders.title} columns={lenderColumns} page={source.page} />
          {mayAdmit && (
            <Button type="primary" onClick={() => setAdmitting(true)}>
              机构入驻
            </Button>
          )}
        </>
      }
    >
      <div className="filters" role="search">
        <SearchBox label="名称或信用代码" value={search} onSearch={(text) => filters.set('search', text)} />
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.lenders.title}
        unit="家"
        columns={lenderColumns}
        rowKey={(lender) => lender.lenderId}
        to={(lender) => `/lenders/${lender.lenderId}`}
        empty={filters.active ? <EmptyFiltered title="没有符合条件的机构" clear={filters.clear} /> : <Empty title="还没有金融机构">{mayAdmit ? '签约的机构在这里登记入驻。' : '机构入驻后会列在这里。'}</Empty>}
      />
      {admitting && <LenderDrawer onClose={() => setAdmitting(false)} />}
    </Page>
  )
}
