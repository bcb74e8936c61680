import { Text, View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'
import { classNames } from '../../lib/class-names'
import { Icon } from '../icon'
import { iconNamed } from '../icon/icons'
import { Tap } from '../tap'

export interface ChipItem {
  code: string
  title: string
  icon?: string
}

interface ChipRowProps {
  label: string
  items: readonly ChipItem[]
  selected: string
  onSelect: (code: string) => void
}

/** One choice out of a few, e.g. the scenes of 信易+. Scrolls sideways. */
export function ChipRow({ label, items, selected, onSelect }: ChipRowProps) {
  return (
    <View className="chip-row" {...a11y({ role: 'radiogroup', label })}>
      {items.map(({ code, title, icon }) => (
        <Tap key={code} role="radio" checked={code === selected} className={classNames('chip', code === selected && 'chip--on')} onTap={() => onSelect(code)}>
          {icon !== undefined && <Icon name={iconNamed(icon)} size={18} />}
          <Text>{title}</Text>
        </Tap>
      ))}
    </View>
  )
}
