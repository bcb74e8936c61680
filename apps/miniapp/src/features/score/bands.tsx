import { View } from '@tarojs/components'
import { Tag } from '../../components/tag'
import { points } from '../../lib/format'
import './bands.css'

export interface Band {
  code: string
  title: string
  fromCenti: number
}

/** The grades and where each begins. Drawn alike for all of them; the present one is said in a word. */
export function Bands({ bands, mine }: { bands: readonly Band[]; mine?: string }) {
  return (
    <View className="bill">
      {bands.map(({ code, title, fromCenti }) => (
        <View key={code} className="bill-line">
          <View className="bill-line__words">
            <View className="band__name">
              <View className="bill-line__title">{title}</View>
              {code === mine && <Tag tone="accent">现在这一档</Tag>}
            </View>
          </View>
          <View className="bill-line__points">{`${points(fromCenti)} 分起`}</View>
        </View>
      ))}
    </View>
  )
}
