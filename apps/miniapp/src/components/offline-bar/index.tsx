import { View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'
import type { ApiError } from '../../lib/api-error'
import { ago } from '../../lib/format'
import { useNow } from '../../lib/use-now'
import { Icon } from '../icon'
import { Tap } from '../tap'

interface OfflineBarProps {
  error: ApiError
  /** When what is shown was fetched, epoch ms. */
  at: number | undefined
  onRetry: () => void
}

/** Above data that could not be refreshed: why, how old it is, and a way to try again. */
export function OfflineBar({ error, at, onRetry }: OfflineBarProps) {
  const now = useNow(30_000)
  const age = at === undefined ? '' : ago(at, now)
  return (
    <View className="offline-bar" {...a11y({ role: 'status' })}>
      <Icon name={error.code === 'OFFLINE' ? 'offline' : 'alert'} size={18} />
      <View className="offline-bar__words">
        {error.title}
        {age !== '' && `，内容更新于${/^\d/.test(age) ? ' ' : ''}${age}`}
      </View>
      <Tap className="offline-bar__retry" onTap={onRetry}>
        刷新
      </Tap>
    </View>
  )
}
