import { Empty } from '../../components/empty'
import { Page } from '../../components/page'

export default function Perks() {
  return (
    <Page heading="信易+">
      <Empty icon="perk" title="还没有优惠" note="商户发布优惠后，会按场景列在这里" />
    </Page>
  )
}
