import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { a11y } from '../../lib/a11y'
import { points } from '../../lib/format'
import { svgUri } from '../../lib/svg'
import { useTheme } from '../../lib/theme'
import { colours } from '../../styles/tokens'
import { Picture } from '../picture'
import { type DialBand, dialSentence, dialSvg } from './dial'

interface DialProps {
  totalCenti: number
  maxCenti: number
  bands: readonly DialBand[]
  gradeTitle: string
}

export function Dial({ totalCenti, maxCenti, bands, gradeTitle }: DialProps) {
  const theme = useTheme()
  const src = useMemo(() => {
    const { line, accent, surface } = colours[theme]
    return svgUri(dialSvg({ totalCenti, maxCenti, bands }, { track: line, accent, surface }))
  }, [theme, totalCenti, maxCenti, bands])
  return (
    <View className="dial">
      <Picture className="dial__arc" src={src} label={dialSentence({ totalCenti, maxCenti, bands }, gradeTitle)} />
      <View className="dial__middle" {...a11y({ hidden: true })}>
        <View className="dial__number">{points(totalCenti)}</View>
        <View className="dial__grade">{gradeTitle}</View>
      </View>
      <View className="dial__ends" {...a11y({ hidden: true })}>
        <View>{points(bands[0]?.fromCenti ?? 0)}</View>
        <View>{points(maxCenti)}</View>
      </View>
    </View>
  )
}
