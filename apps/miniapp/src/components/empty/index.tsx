import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../lib/a11y'
import { Icon } from '../icon'
import type { IconName } from '../icon/icons'

interface EmptyProps {
  title: string
  /** Why there is nothing, and what brings something. */
  note?: string
  icon?: IconName
  action?: ReactNode
}

export function Empty({ title, note, icon = 'file', action }: EmptyProps) {
  return (
    <View className="empty">
      <Icon name={icon} size={40} />
      <View className="empty__title" {...a11y({ role: 'heading', level: 2 })}>
        {title}
      </View>
      {note !== undefined && <View className="empty__note">{note}</View>}
      {action}
    </View>
  )
}
