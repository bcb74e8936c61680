import { Text, View } from '@tarojs/components'
import { Icon } from '../icon'
import type { IconName } from '../icon/icons'

/** green: done; amber: waiting; red: needs action. The word says it, the colour only repeats it. */
export type Tone = 'neutral' | 'accent' | 'green' | 'amber' | 'red'

const MARKS: Readonly<Partial<Record<Tone, IconName>>> = { green: 'check', amber: 'clock', red: 'alert' }

export function Tag({ tone = 'neutral', children }: { tone?: Tone; children: string }) {
  const mark = MARKS[tone]
  return (
    <View className={`tag tag--${tone}`}>
      {mark && <Icon name={mark} size={14} />}
      <Text>{children}</Text>
    </View>
  )
}
