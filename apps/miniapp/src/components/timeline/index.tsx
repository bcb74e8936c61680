import { View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'

export interface TimelineItem {
  title: string
  /** A date in words; for a step to come, what it waits for. */
  at?: string
  note?: string
  state: 'done' | 'now' | 'ahead'
}

const SAID: Readonly<Record<TimelineItem['state'], string>> = { done: '已完成', now: '进行中', ahead: '未开始' }

export function Timeline({ label, items }: { label: string; items: readonly TimelineItem[] }) {
  return (
    <View className="timeline" {...a11y({ role: 'list', label })}>
      {items.map(({ title, at, note, state }, index) => (
        <View key={`${index} ${title}`} className={`timeline__item timeline__item--${state}`} {...a11y({ role: 'listitem' })}>
          <View className="timeline__dot" {...a11y({ role: 'img', label: SAID[state] })} />
          <View className="timeline__words">
            <View className="timeline__title">{title}</View>
            {at !== undefined && <View className="timeline__note">{at}</View>}
            {note !== undefined && <View className="timeline__note">{note}</View>}
          </View>
        </View>
      ))}
    </View>
  )
}
