import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { loanProductColumns } from './columns'
import { loanProductList } from './queries'

/** 信贷产品; a lender's officer gets their own from the API. */
export function LoanProductList() {
  const own = useStaff().lenderId !== null
  return (
    <Page title={pages.loans.title} note={own ? '只列出本机构的产品。' : undefined} actions={<ExportButton name={pages.loans.title} columns={loanProductColumns} page={loanProductList.page} />}>
      <ListView source={loanProductList} label={pages.loans.title} unit="个产品" columns={loanProductColumns} rowKey={(product) => product.productId} empty={<Empty title={own ? '本机构还没有产品' : '还没有信贷产品'} />} />
    </Page>
  )
}
