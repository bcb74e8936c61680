import { View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'

interface CountdownRingProps {
  secondsLeft: number
  secondsTotal: number
  /** What happens at zero: 后自动更新. */
  label: string
}

/** Seconds that remain, as a ring and as a number. Read out only on request, not every second. */
export function CountdownRing({ secondsLeft, secondsTotal, label }: CountdownRingProps) {
  const left = Math.max(0, Math.ceil(secondsLeft))
  const share = secondsTotal > 0 ? Math.min(1, left / secondsTotal) : 0
  return (
    <View className="countdown-ring" {...a11y({ role: 'timer', label: `${left} 秒${label}` })}>
      <View className="countdown-ring__ring" style={{ background: `conic-gradient(var(--accent) ${(share * 360).toFixed(0)}deg, var(--line) 0)` }} />
      <View className="countdown-ring__number" {...a11y({ hidden: true })}>
        {left}
      </View>
    </View>
  )
}
