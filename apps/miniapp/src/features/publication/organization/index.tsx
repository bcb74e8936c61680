import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Entry } from '../entry'
import { More } from '../more'
import { firmFacts, LIST_TAGS, toRow } from '../publication.view'
import { useOrganization } from './use-organization'

/** A firm's public page: what the registry says, what is published of it today. */
export default function PublicOrganization() {
  const { load, items, more } = useOrganization()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />}>
        {(firm) => (
          <>
            <Card
              title={firm.name}
              aside={firm.lists.map((list) => (
                <Tag key={list} tone={LIST_TAGS[list].tone}>
                  {LIST_TAGS[list].title}
                </Tag>
              ))}
            >
              <Facts items={firmFacts(firm)} />
            </Card>
            {items.length === 0 ? (
              <Empty title="现在没有公示的记录" note="没有公示不等于从无记录：期满的、修复的不再公示" />
            ) : (
              <Card title="公示的记录" aside={<View className="list-item__value">{`${firm.kinds.reduce((sum, { count }) => sum + count, 0)} 条`}</View>}>
                {items.map((p) => (
                  <Entry key={p.recordId} row={toRow(p)} />
                ))}
              </Card>
            )}
            <More more={more} />
            <View className="words">专项信息只有企业授权后才可看，不在这里。</View>
          </>
        )}
      </Loaded>
    </Page>
  )
}
