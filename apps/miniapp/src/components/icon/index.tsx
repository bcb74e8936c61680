import { View } from '@tarojs/components'
import { type CSSProperties, useMemo } from 'react'
import { a11y } from '../../lib/a11y'
import { svgUri } from '../../lib/svg'
import { type IconName, iconSvg } from './icons'

interface IconProps {
  name: IconName
  /** px, before 适老 scaling. */
  size?: number
  /** Only where no words stand beside it; else it is decoration and not read out. */
  label?: string
}

/** Takes the colour of the text around it, in both themes: the drawing is a mask over `currentColor`. */
export function Icon({ name, size = 24, label }: IconProps) {
  const style = useMemo(() => {
    const side = `calc(${size}px * var(--scale))`
    // A custom property, because Taro's WeChat runtime drops -webkit-mask-image from inline styles.
    return { width: side, height: side, '--icon': `url("${svgUri(iconSvg(name))}")` } as CSSProperties
  }, [name, size])
  return <View className="icon" style={style} {...a11y(label === undefined ? { hidden: true } : { role: 'img', label })} />
}
