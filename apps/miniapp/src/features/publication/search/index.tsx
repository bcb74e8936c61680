import { View } from '@tarojs/components'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { SearchBox } from '../../../components/search-box'
import { Skeleton } from '../../../components/skeleton'
import { go } from '../../../lib/go'
import { More } from '../more'
import { VIEWS, viewNote } from '../publication.view'
import { useSearch } from './use-search'

/** 信用公示: one box for firms, and the lists below it. */
export default function PublicSearch() {
  const { typed, setTyped, settled, asks, load, items, more } = useSearch()
  return (
    <Page>
      <SearchBox label="搜企业名称或统一社会信用代码" value={typed} onInput={setTyped} />
      {asks ? (
        <Loaded load={load} skeleton={<Skeleton kind="list" rows={6} />}>
          {() =>
            items.length === 0 ? (
              <Empty icon="firm" title={`没有找到“${settled}”`} note="名称里连着的两个字就能搜到；也可以输入 18 位统一社会信用代码" />
            ) : (
              <>
                <List label="搜到的企业">
                  {items.map(({ uscc, name, type, district }) => (
                    <ListItem key={uscc} title={name} note={[district, type].filter((part) => part !== null).join('，') || uscc} onTap={() => void go('publicOrganization', { uscc })} />
                  ))}
                </List>
                <More more={more} />
              </>
            )
          }
        </Loaded>
      ) : (
        <>
          {settled !== '' && <View className="words">请至少输入两个字。</View>}
          <List label="公示名单">
            {VIEWS.map(({ code, title }) => (
              <ListItem key={code} title={title} note={viewNote(code)} onTap={() => void go('publicLists', { view: code })} />
            ))}
          </List>
          <List label="目录">
            <ListItem icon="exit" title="撤回和更正的公示" note="哪些记录的公示撤回或者更正了，为什么" onTap={() => void go('publicWithdrawals')} />
            <ListItem icon="book" title="公共信用信息目录" note="哪些信息可以记录，谁能看，保存多久" onTap={() => void go('publicCatalog')} />
          </List>
        </>
      )}
    </Page>
  )
}
