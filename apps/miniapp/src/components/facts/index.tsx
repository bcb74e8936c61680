import { View } from '@tarojs/components'

export interface Fact {
  label: string
  value: string
}

/** What is known, line by line: 收据号 … , 门店 … . */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <View className="facts">
      {facts.map(({ label, value }) => (
        <View key={label} className="facts__line">
          <View className="facts__label">{label}</View>
          <View className="facts__value">{value}</View>
        </View>
      ))}
    </View>
  )
}
