import { View } from '@tarojs/components'
import type { PerkStore } from '@xinhui/contract'
import { useMemo } from 'react'
import { a11y } from '../../lib/a11y'
import { svgUri } from '../../lib/svg'
import { useTheme } from '../../lib/theme'
import { colours } from '../../styles/tokens'
import { Picture } from '../picture'
import { sketchOf, sketchSentence, sketchSvg } from './sketch'

/** Where a perk can be used: from two stores on, a sketch of how they lie to each other, numbered like the list. */
export function StoreList({ stores }: { stores: readonly PerkStore[] }) {
  const theme = useTheme()
  const sketch = useMemo(() => sketchOf(stores), [stores])
  const src = useMemo(() => {
    const { line, accent, sunken } = colours[theme]
    return sketch && svgUri(sketchSvg(sketch, { ground: sunken, line, accent, words: colours[theme]['ink-2'], onAccent: colours[theme]['on-accent'] }))
  }, [theme, sketch])
  return (
    <View className="store-list">
      {sketch && src !== undefined && <Picture className="store-list__sketch" src={src} label={sketchSentence(sketch, stores)} />}
      <View {...a11y({ role: 'list', label: '可用门店' })}>
        {stores.map(({ storeId, name, address, hours }, index) => (
          <View key={storeId} className="store-list__store" {...a11y({ role: 'listitem' })}>
            {stores.length > 1 && (
              <View className="store-list__number" {...a11y({ hidden: true })}>
                {index + 1}
              </View>
            )}
            <View className="store-list__words">
              <View className="store-list__name">{name}</View>
              <View className="store-list__note">{address}</View>
              {hours !== '' && <View className="store-list__note">营业时间 {hours}</View>}
            </View>
          </View>
        ))}
      </View>
    </View>
  )
}
