import { List, ListItem } from '../../components/list'
import { Page } from '../../components/page'
import { setLargeType, useLargeType } from '../../lib/large-type'

export default function Me() {
  const { large } = useLargeType()
  return (
    <Page heading="我的">
      <List label="设置">
        <ListItem icon="type" title="适老大字" note="放大文字和按钮" value={large ? '已打开' : '已关闭'} onTap={() => setLargeType(!large)} />
      </List>
    </Page>
  )
}
