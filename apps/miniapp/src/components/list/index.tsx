import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../lib/a11y'
import { Icon } from '../icon'
import type { IconName } from '../icon/icons'
import { Tap } from '../tap'

export function List({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <View className="list" {...a11y({ role: 'group', label })}>
      {children}
    </View>
  )
}

export interface ListItemProps {
  title: string
  note?: string
  value?: string
  icon?: IconName
  /** A Tag, a Button. */
  aside?: ReactNode
  onTap?: () => void
}

export function ListItem({ title, note, value, icon, aside, onTap }: ListItemProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <View className="list-item__words">
        <View className="list-item__title">{title}</View>
        {note !== undefined && <View className="list-item__note">{note}</View>}
      </View>
      {value !== undefined && <View className="list-item__value">{value}</View>}
      {aside}
      {onTap && <Icon name="right" size={16} />}
    </>
  )
  return onTap ? (
    <Tap className="list-item" onTap={onTap}>
      {inside}
    </Tap>
  ) : (
    <View className="list-item">{inside}</View>
  )
}
