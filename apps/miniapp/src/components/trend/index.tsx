import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { a11y } from '../../lib/a11y'
import { day } from '../../lib/format'
import { svgUri } from '../../lib/svg'
import { useTheme } from '../../lib/theme'
import { colours } from '../../styles/tokens'
import { Picture } from '../picture'
import { type TrendPoint, trendSentence, trendSvg } from './trend'

/** Oldest first. */
export function Trend({ history }: { history: readonly TrendPoint[] }) {
  const theme = useTheme()
  const src = useMemo(() => svgUri(trendSvg(history, colours[theme])), [theme, history])
  const [first, last] = [history[0], history.at(-1)]
  return (
    <View className="trend">
      <Picture className="trend__line" src={src} label={trendSentence(history)} />
      <View className="trend__days" {...a11y({ hidden: true })}>
        <View>{first ? day(first.day) : ''}</View>
        <View>{last && last !== first ? day(last.day) : ''}</View>
      </View>
    </View>
  )
}
