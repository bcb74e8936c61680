import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { loanProductColumns } from './columns'
import { ProductEditor } from './editor'
import { type LoanProduct, loanProductList } from './queries'
import { productStatuses } from './words'

const statusOptions = (Object.keys(productStatuses) as LoanProduct['status'][]).map((value) => ({ value, label: productStatuses[value].title }))
const isStatus = (text: string | undefined): text is LoanProduct['status'] => text !== undefined && text in productStatuses

/** 信贷产品: all of them, or those waiting for review; a lender's officer gets their own from the API. */
export function LoanProductList() {
  const { lenderId, roles } = useStaff()
  const own = lenderId !== null
  const filters = useFilters(['search', 'status', 'queue'])
  const { search, status } = filters.values
  const queue = filters.values.queue === 'submitted' ? 'submitted' : undefined
  const source = useMemo(() => loanProductList({ search, queue, ...(isStatus(status) ? { status } : {}) }), [search, status, queue])
  const [drafting, setDrafting] = useState(false)
  const mayDraft = mayDo(roles, 'edit-loan-product')
  const none = queue ? '没有待审核的产品' : own ? '本机构还没有产品' : '还没有信贷产品'
  return (
    <Page
      title={pages.loans.title}
      note={own ? '只列出本机构的产品。' : undefined}
      actions={
        <>
          <ExportButton name={pages.loans.title} columns={loanProductColumns} page={source.page} />
          {mayDraft && (
            <Button type="primary" onClick={() => setDrafting(true)}>
              {own ? '起草产品' : '代录产品'}
            </Button>
          )}
        </>
      }
    >
      <div className="filters" role="search">
        <Segmented aria-label="范围" value={queue ?? 'all'} options={[{ value: 'all', label: '全部' }, { value: 'submitted', label: '待审核' }]} onChange={(value) => filters.set('queue', value === 'submitted' ? 'submitted' : undefined)} />
        <SearchBox label="产品或机构名称" value={search} onSearch={(text) => filters.set('search', text)} />
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.loans.title}
        unit="个产品"
        columns={loanProductColumns}
        rowKey={(product) => product.productId}
        to={(product) => `/loan-products/${product.productId}`}
        empty={filters.active ? <EmptyFiltered title={queue && search === undefined && status === undefined ? none : '没有符合条件的产品'} clear={filters.clear} /> : <Empty title={none} />}
      />
      {mayDraft && drafting && <ProductEditor lenderId={lenderId} onClose={() => setDrafting(false)} />}
    </Page>
  )
}
