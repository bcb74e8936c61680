import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { SearchBox } from '../../../components/search-box'
import { Skeleton } from '../../../components/skeleton'
import { go } from '../../../lib/go'
import { useGuides } from './use-guides'

/** 修复指引: one for each kind of record; the box looks inside them too. */
export default function Guides() {
  const { typed, setTyped, settled, load } = useGuides()
  return (
    <Page notice={<Stale load={load} />}>
      <SearchBox label="搜罚款、年报、裁定书" value={typed} onInput={setTyped} />
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={8} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="search" title={`没有提到“${settled}”的指引`} note="换一个词，或者用“信用修复”里的测算" />
          ) : (
            <List label="修复指引">
              {items.map(({ guideId, title, summary, found }) => (
                <ListItem key={guideId} title={title} note={found ?? summary} onTap={() => void go('guide', { guideId })} />
              ))}
            </List>
          )
        }
      </Loaded>
      <Card title="修复不收费，谨防中介">每一步您自己就能免费办完，不需要找人代办。</Card>
    </Page>
  )
}
