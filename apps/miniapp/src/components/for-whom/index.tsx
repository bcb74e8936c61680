import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Icon } from '../icon'
import { List, ListItem } from '../list'
import { Sheet } from '../sheet'
import { Tap } from '../tap'

export interface Whom {
  id: string
  /** 我本人, or the firm's name. */
  name: string
  kind: 'person' | 'organization'
}

interface ForWhomProps {
  current: Whom
  /** Everyone the reader may act for, oneself included. */
  choices: readonly Whom[]
  onSwitch: (whom: Whom) => void
}

const ME: Whom = { id: 'me', name: '我本人', kind: 'person' }

/** For pages that speak about the reader alone. */
export const ForMe = () => <ForWhom current={ME} choices={[ME]} onSwitch={() => {}} />

/** Says on top of a page whom it speaks about, and switches between me and the firms I act for. */
export function ForWhom({ current, choices, onSwitch }: ForWhomProps) {
  const [open, setOpen] = useState(false)
  const icon = current.kind === 'person' ? 'person' : 'firm'
  if (choices.length < 2) {
    return (
      <View className="for-whom">
        <Icon name={icon} size={18} />
        <Text>{current.name}</Text>
      </View>
    )
  }
  return (
    <>
      <Tap className="for-whom" label={`${current.name}，切换为谁办理`} expanded={open} onTap={() => setOpen(true)}>
        <Icon name={icon} size={18} />
        <Text>{current.name}</Text>
        <Icon name="down" size={16} />
      </Tap>
      <Sheet open={open} title="为谁办理" onClose={() => setOpen(false)}>
        <List>
          {choices.map((whom) => (
            <ListItem
              key={whom.id}
              title={whom.name}
              icon={whom.kind === 'person' ? 'person' : 'firm'}
              value={whom.id === current.id ? '当前' : undefined}
              onTap={() => {
                setOpen(false)
                if (whom.id !== current.id) onSwitch(whom)
              }}
            />
          ))}
        </List>
      </Sheet>
    </>
  )
}
