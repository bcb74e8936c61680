import { View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'
import type { ApiError } from '../../lib/api-error'
import { Button } from '../button'
import { Icon } from '../icon'

interface ErrorStateProps {
  /** What happened. */
  error: ApiError
  /** What was kept, e.g. 您填的内容还在. */
  kept?: string
  /** What to do; 再试一次 unless told. */
  action?: string
  onRetry: () => void | Promise<void>
}

export function ErrorState({ error, kept, action = '再试一次', onRetry }: ErrorStateProps) {
  return (
    <View className="empty" {...a11y({ role: 'alert' })}>
      <Icon name={error.code === 'OFFLINE' ? 'offline' : 'alert'} size={40} />
      <View className="empty__title">{error.title}</View>
      {error.detail !== '' && <View className="empty__note">{error.detail}</View>}
      {kept !== undefined && <View className="empty__note">{kept}</View>}
      <Button onTap={onRetry} icon="refresh" inline>
        {action}
      </Button>
      {error.requestId !== '' && error.status >= 500 && <View className="empty__trace">求助时请报编号 {error.requestId}</View>}
    </View>
  )
}
