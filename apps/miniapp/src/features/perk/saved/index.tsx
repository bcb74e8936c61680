import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { go } from '../../../lib/go'
import { call } from '../../../lib/request'
import { signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { useLoad } from '../../../lib/use-load'
import { useReturn } from '../../../lib/use-return'
import { PerkRow } from '../perk-row'
import { favourites } from '../favourites'

/** What the reader has kept, as it stands today; the list lies on the phone. */
export default function SavedPerks() {
  const isSignedIn = useSignal(signedIn)
  const [ids, setIds] = useState(favourites)
  const perks = useLoad(`${isSignedIn} ${ids.join()}`, async () => (ids.length === 0 ? { items: [], nextCursor: null } : call('GET /perks', { query: { ids: ids.join(), limit: 100 } })), { cacheKey: 'cache:perks:favourites' })
  useReturn(() => setIds(favourites()))
  return (
    <Page notice={<Stale load={perks} />}>
      <Loaded load={perks} skeleton={<Skeleton kind="list" rows={4} />}>
        {({ items }) => {
          const kept = ids.flatMap((id) => items.filter((card) => card.perkId === id))
          return kept.length === 0 ? (
            <Empty icon="perk" title="还没有收藏" note="在优惠详情里点“收藏”，就会列在这里" action={<Button inline onTap={() => go('perks')}>去看优惠</Button>} />
          ) : (
            <View className="stack">
              {kept.map((card) => (
                <PerkRow key={card.perkId} card={card} />
              ))}
              {kept.length < ids.length && <View className="words">有 {ids.length - kept.length} 个收藏的优惠已结束或暂停</View>}
            </View>
          )
        }}
      </Loaded>
    </Page>
  )
}
