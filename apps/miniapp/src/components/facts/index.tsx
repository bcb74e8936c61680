import { View } from '@tarojs/components'

export interface Fact {
  name: string
  value: string
}

/** Names and values: 来源 市文明办. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <View className="facts">
      {items.map(({ name, value }) => (
        <View key={name} className="fact">
          <View className="fact__name">{name}</View>
          <View className="fact__value">{value}</View>
        </View>
      ))}
    </View>
  )
}
