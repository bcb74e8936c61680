import { Empty } from '../../components/empty'
import { Page } from '../../components/page'

export default function Finance() {
  return (
    <Page heading="融资">
      <Empty icon="bank" title="还没有融资产品" note="银行发布产品后，企业可以在这里比较总成本并申请" />
    </Page>
  )
}
