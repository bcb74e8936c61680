import { View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'

/** Short sentences, one below the other. */
export function Bullets({ items, label }: { items: readonly string[]; label?: string }) {
  return (
    <View className="bullets" {...a11y({ role: 'list', label })}>
      {items.map((item) => (
        <View key={item} className="bullet" {...a11y({ role: 'listitem' })}>
          {item}
        </View>
      ))}
    </View>
  )
}
