import { View } from '@tarojs/components'
import { Tag } from '../../components/tag'
import { points } from '../../lib/format'

export interface Band {
  code: string
  title: string
  fromCenti: number
  toCenti: number
}

/** The grades and where each begins. Drawn alike for all of them; the reader's own is said in a word. */
export function Bands({ bands, mine }: { bands: readonly Band[]; mine?: string }) {
  return (
    <View>
      {bands.map(({ code, title, fromCenti, toCenti }, index) => (
        <View key={code} className="bill-line">
          <View className="bill-line__words">
            <View className="bill-line__title">{title}</View>
          </View>
          {code === mine && <Tag tone="accent">您在这里</Tag>}
          <View className="bill-line__points">{index === bands.length - 1 ? `${points(fromCenti)} 到 ${points(toCenti)}` : `${points(fromCenti)} 到不足 ${points(toCenti)}`}</View>
        </View>
      ))}
    </View>
  )
}
