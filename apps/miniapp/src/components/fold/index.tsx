import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Icon } from '../icon'
import { Tap } from '../tap'

interface FoldProps {
  /** 依据, 全部内容. */
  title: string
  /** When several stand on one page: 依据：行政处罚. */
  label?: string
  startOpen?: boolean
  children: ReactNode
}

/** What only some readers need, one tap away. */
export function Fold({ title, label, startOpen = false, children }: FoldProps) {
  const [open, setOpen] = useState(startOpen)
  return (
    <View className={open ? 'fold fold--open' : 'fold'}>
      <Tap className="fold__head" label={label} expanded={open} onTap={() => setOpen(!open)}>
        <Text>{title}</Text>
        <Icon name="down" size={16} />
      </Tap>
      {open && <View className="fold__body">{children}</View>}
    </View>
  )
}
