import { View } from '@tarojs/components'
import { ChipRow } from '../../components/chip'
import { Icon } from '../../components/icon'
import { Tap } from '../../components/tap'
import './choice.css'

/** One of a few, with its question above. */
export function Choice({ label, ...row }: { label: string; items: readonly { code: string; title: string }[]; selected: string; onSelect: (code: string) => void }) {
  return (
    <View className="stack stack--tight">
      <View className="field__label">{label}</View>
      <ChipRow label={label} {...row} />
    </View>
  )
}

/** Yes or no, with what it means. */
export function Tick({ title, note, checked, disabled = false, onChange }: { title: string; note?: string; checked: boolean; disabled?: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Tap className="list-item loan-tick" role="checkbox" checked={checked} disabled={disabled} onTap={() => onChange(!checked)}>
      <View className={checked ? 'loan-tick__box loan-tick__box--on' : 'loan-tick__box'}>{checked && <Icon name="check" size={18} />}</View>
      <View className="list-item__words">
        <View className="list-item__title">{title}</View>
        {note !== undefined && <View className="list-item__note">{note}</View>}
      </View>
    </Tap>
  )
}
