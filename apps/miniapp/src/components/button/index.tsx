import { Text } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { classNames } from '../../lib/class-names'
import { Icon } from '../icon'
import type { IconName } from '../icon/icons'
import { Tap } from '../tap'

export interface ButtonProps {
  /** A verb: 领取, 出示, 授权. */
  children: string
  /** While a promise returned from here is pending the button shows it and takes no second tap. Must not reject. */
  onTap: () => void | Promise<void>
  kind?: 'primary' | 'secondary' | 'danger' | 'text'
  icon?: IconName
  loading?: boolean
  disabled?: boolean
  /** As wide as its words instead of the whole line. */
  inline?: boolean
  /** When the words alone do not say of what: 领取：地铁票 8 折. */
  label?: string
}

export function Button({ children, onTap, kind = 'primary', icon, loading = false, disabled = false, inline = false, label }: ButtonProps) {
  const [pending, setPending] = useState(false)
  const alive = useRef(true)
  // State lags behind a fast second tap; this does not.
  const held = useRef(false)
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])
  const busy = loading || pending
  const press = () => {
    if (held.current || busy) return
    const outcome = onTap()
    if (!outcome) return
    held.current = true
    setPending(true)
    void outcome.finally(() => {
      held.current = false
      if (alive.current) setPending(false)
    })
  }
  return (
    <Tap
      className={classNames('button', `button--${kind}`, inline && 'button--inline', (disabled || busy) && 'button--off')}
      onTap={press}
      disabled={disabled || busy}
      label={busy ? `${label ?? children}，正在办理` : label}
    >
      {busy ? <Icon name="clock" size={20} /> : icon && <Icon name={icon} size={20} />}
      <Text>{busy ? '请稍候' : children}</Text>
    </Tap>
  )
}
