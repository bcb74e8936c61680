import { Slider, View } from '@tarojs/components'
import { Icon } from '../../../components/icon'
import { Tap } from '../../../components/tap'
import { a11y } from '../../../lib/a11y'
import { useTheme } from '../../../lib/theme'
import { colours } from '../../../styles/tokens'

interface StepperProps {
  label: string
  steps: readonly number[]
  value: number
  words: (value: number) => string
  less: string
  more: string
  onChange: (value: number) => void
}

/** One of a row of values: by sliding, or a step at a time with two buttons. */
export function Stepper({ label, steps, value, words, less, more, onChange }: StepperProps) {
  const theme = useTheme()
  const at = Math.max(0, steps.indexOf(value))
  const take = (index: number) => {
    const next = steps[index]
    if (next !== undefined && next !== value) onChange(next)
  }
  const last = steps.length - 1
  return (
    <View className="stepper" {...a11y({ role: 'group', label })}>
      <View className="stepper__head">
        <View className="field__label">{label}</View>
        <View className="stepper__value" {...a11y({ live: 'polite' })}>
          {words(value)}
        </View>
      </View>
      <View className="stepper__row">
        <Tap className="stepper__button" label={less} disabled={at === 0} onTap={() => take(at - 1)}>
          <Icon name="minus" size={20} />
        </Tap>
        {process.env.TARO_ENV === 'h5' ? (
          <input className="stepper__range" type="range" min={0} max={last} step={1} value={at} aria-label={label} aria-valuetext={words(value)} onChange={(event) => take(Number(event.target.value))} />
        ) : (
          <Slider className="stepper__range" min={0} max={last} step={1} value={at} activeColor={colours[theme].accent} backgroundColor={colours[theme].line} blockSize={24} onChanging={(event) => take(event.detail.value)} onChange={(event) => take(event.detail.value)} {...a11y({ label: `${label}，${words(value)}` })} />
        )}
        <Tap className="stepper__button" label={more} disabled={at === last} onTap={() => take(at + 1)}>
          <Icon name="plus" size={20} />
        </Tap>
      </View>
      <View className="stepper__ends" {...a11y({ hidden: true })}>
        <View>{words(steps[0] ?? value)}</View>
        <View>{words(steps[last] ?? value)}</View>
      </View>
    </View>
  )
}
