import { View } from '@tarojs/components'
import { Icon } from '../icon'
import { Tap } from '../tap'

export interface TickProps {
  title: string
  note?: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** Yes or no, with what it means: a box that is seen also when it is empty. */
export function Tick({ title, note, checked, disabled = false, onChange }: TickProps) {
  return (
    <Tap className="list-item tick" role="checkbox" checked={checked} disabled={disabled} onTap={() => onChange(!checked)}>
      <View className={checked ? 'tick__box tick__box--on' : 'tick__box'}>{checked && <Icon name="check" size={18} />}</View>
      <View className="list-item__words">
        <View className="list-item__title">{title}</View>
        {note !== undefined && <View className="list-item__note">{note}</View>}
      </View>
    </Tap>
  )
}
