import { View } from '@tarojs/components'
import type { CSSProperties, ReactNode } from 'react'
import { a11y } from '../../lib/a11y'
import { classNames } from '../../lib/class-names'

export interface TapProps {
  onTap: () => void
  /** Needed when the content is not the whole name (an icon, a card of many lines). */
  label?: string
  role?: 'button' | 'radio' | 'checkbox' | 'switch' | 'tab' | 'link'
  disabled?: boolean
  checked?: boolean
  selected?: boolean
  expanded?: boolean
  className?: string
  style?: CSSProperties
  children?: ReactNode
}

/** Anything that can be pressed. A real `<button>` in the browser: keyboard, focus and name come with it. */
export function Tap({ onTap, label, role = 'button', disabled = false, checked, selected, expanded, className, style, children }: TapProps) {
  const described = a11y({ role, label, disabled: disabled ? true : undefined, checked, selected, expanded })
  const press = () => {
    if (!disabled) onTap()
  }
  if (process.env.TARO_ENV === 'h5') {
    return (
      <button type="button" className={classNames('tap', className)} style={style} onClick={press} {...described}>
        {children}
      </button>
    )
  }
  return (
    <View className={classNames('tap', className)} style={style} onClick={press} hoverClass={disabled ? 'none' : 'tap--held'} {...described}>
      {children}
    </View>
  )
}
