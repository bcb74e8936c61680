import { View } from '@tarojs/components'
import { ChipRow } from '../../components/chip'

/** One of a few, with its question above. */
export function Choice({ label, ...row }: { label: string; items: readonly { code: string; title: string }[]; selected: string; onSelect: (code: string) => void }) {
  return (
    <View className="stack stack--tight">
      <View className="field__label">{label}</View>
      <ChipRow label={label} {...row} />
    </View>
  )
}
