import { View } from '@tarojs/components'
import { Icon } from '../../components/icon'
import { a11y } from '../../lib/a11y'
import { loopInWords, ringOf, type Step } from './commitment.view'
import './loop.css'

/** Which arrow leaves a station towards the next one. */
const ARROWS: Readonly<Record<Step['step'], 'right' | 'down' | 'left' | 'up'>> = { promise: 'right', keep: 'right', check: 'down', publish: 'left', consequence: 'left', repair: 'up' }

/** 承诺—践诺—核查—公示—惩戒—修复 as one picture, with where this promise stands in it. */
export function Loop({ loop }: { loop: readonly Step[] }) {
  const { row, back } = ringOf(loop)
  return (
    <View className="loop" {...a11y({ role: 'img', label: loopInWords(loop) })}>
      {[row, back].map((steps, at) => (
        <View key={at} className={at === 0 ? 'loop__row' : 'loop__row loop__row--back'} {...a11y({ hidden: true })}>
          {steps.map(({ step, title, state, note }) => (
            <View key={step} className={`loop__step loop__step--${state}`}>
              <View className="loop__title">{title}</View>
              <View className="loop__note">{note}</View>
              <View className={`loop__arrow loop__arrow--${ARROWS[step]}`}>
                <Icon name="right" size={18} />
              </View>
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
