import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { Button } from '../../../components/button'
import { ChipRow } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { a11y } from '../../../lib/a11y'
import { call } from '../../../lib/request'
import { signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { useLoad } from '../../../lib/use-load'
import { PerkRow } from '../perk-row'
import './index.css'
import { distanceWords, type Place, placesOf, type Position, refusalWords } from './near.view'
import { StoreMap } from './store-map'

/** The nearest are enough for a map and a list one can read. */
const SHOWN = 12

/** Perks by how far their stores are. The position is asked for by the reader's own tap, used on the phone, and kept nowhere. */
export default function NearPerks() {
  const isSignedIn = useSignal(signedIn)
  const [scene, setScene] = useState('')
  const [here, setHere] = useState<Position>()
  const [refused, setRefused] = useState('')
  const scenes = useLoad('scenes', () => call('GET /scenes'), { cacheKey: 'cache:scenes' })
  const perks = useLoad(`near ${isSignedIn} ${scene}`, () => call('GET /perks', { query: { limit: 100, ...(scene === '' ? {} : { scene }) } }), { cacheKey: `cache:near:${scene}` })
  const places = useMemo(() => placesOf(perks.data?.items ?? [], here).slice(0, SHOWN), [perks.data, here])
  const locate = async () => {
    setRefused('')
    try {
      const { longitude, latitude } = await Taro.getLocation({ type: 'gcj02' })
      setHere({ longitude, latitude })
    } catch (error) {
      setRefused(refusalWords(error))
    }
  }
  const chips = [{ code: '', title: '全部' }, ...(scenes.data?.items ?? []).filter((s) => s.perkCount > 0).map(({ code, title, icon }) => ({ code, title, icon }))]
  return (
    <Page notice={<Stale load={perks} />}>
      <ChipRow label="场景" items={chips} selected={scene} onSelect={setScene} />
      {!here && (
        <Button kind="secondary" onTap={locate}>
          按离我的距离排列
        </Button>
      )}
      <View className="near__note" {...a11y({ live: 'polite' })}>
        {refused !== '' ? refused : here ? '已按距离排列。位置只在手机上计算，不会上传' : '位置只在手机上计算，不会上传'}
      </View>
      <Loaded load={perks} skeleton={<Skeleton kind="list" rows={5} />}>
        {() =>
          places.length === 0 ? (
            <Empty icon="perk" title="这里还没有门店" note="选别的场景看看" />
          ) : (
            <>
              <StoreMap places={places} here={here} />
              {places.map((place, index) => (
                <PlaceCards key={place.store.storeId} place={place} number={index + 1} />
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function PlaceCards({ place: { store, cards, metres }, number }: { place: Place; number: number }) {
  const far = metres === undefined ? '' : distanceWords(metres)
  return (
    <View className="near__place">
      <View className="near__store" {...a11y({ role: 'heading', level: 2 })}>
        {number}. {store.name}
        <View className="near__address">{far === '' ? store.address : `${far} · ${store.address}`}</View>
      </View>
      {cards.map((card) => (
        <PerkRow key={card.perkId} card={card} where={far === '' ? store.name : `${store.name} · ${far}`} />
      ))}
    </View>
  )
}
