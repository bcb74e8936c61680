import { Empty } from '../../components/empty'
import { Page } from '../../components/page'

export default function Home() {
  return (
    <Page heading="信惠">
      <Empty icon="home" title="还没有开通信用分" note="开通后，这里显示您的信用分、最近的变化和现在能办的事" />
    </Page>
  )
}
