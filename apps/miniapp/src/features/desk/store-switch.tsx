import { View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '../../components/icon'
import { List, ListItem } from '../../components/list'
import { Sheet } from '../../components/sheet'
import { Tap } from '../../components/tap'
import './store-switch.css'
import { placeOf } from './store-choice'
import type { Desk } from './use-desk'

/** At which store: always said, changed in two taps. */
export function StoreSwitch({ stores, store, choose }: Pick<Desk, 'stores' | 'store' | 'choose'>) {
  const [open, setOpen] = useState(false)
  if (!store) return null
  const words = (
    <>
      <Icon name="store" size={20} />
      <View className="store-switch__words">
        <View className="store-switch__name">{placeOf(store)}</View>
        <View className="store-switch__merchant">{store.merchantName}</View>
      </View>
    </>
  )
  if (stores.length < 2) return <View className="store-switch">{words}</View>
  return (
    <>
      <Tap className="store-switch" label={`${placeOf(store)} ${store.merchantName}，切换门店`} expanded={open} onTap={() => setOpen(true)}>
        {words}
        <Icon name="down" size={16} />
      </Tap>
      <Sheet open={open} title="在哪家店" onClose={() => setOpen(false)}>
        <List>
          {stores.map(({ storeId, name, merchantName }) => (
            <ListItem
              key={storeId}
              title={placeOf({ name, merchantName })}
              note={merchantName}
              value={storeId === store.storeId ? '当前' : undefined}
              onTap={() => {
                setOpen(false)
                choose(storeId)
              }}
            />
          ))}
        </List>
      </Sheet>
    </>
  )
}
