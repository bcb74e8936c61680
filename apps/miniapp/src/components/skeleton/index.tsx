import { View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'

interface SkeletonProps {
  /** Takes the room of what is coming, so that nothing jumps. */
  kind?: 'card' | 'list' | 'dial'
  rows?: number
}

export function Skeleton({ kind = 'card', rows = 3 }: SkeletonProps) {
  return (
    <View className={`skeleton skeleton--${kind}`} {...a11y({ role: 'status', label: '正在加载' })}>
      {kind === 'dial' && <View className="skeleton__disc" />}
      {Array.from({ length: rows }, (_, row) => (
        <View key={row} className="skeleton__row" />
      ))}
    </View>
  )
}
