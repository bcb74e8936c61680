import { View } from '@tarojs/components'
import { a11y } from '../../lib/a11y'
import type { ApiError } from '../../lib/api-error'
import { Icon } from '../icon'

interface ProblemProps {
  error: ApiError
  /** What was kept: 您填的内容还在. */
  kept?: string
}

/** What went wrong with an action, beside the button that did it. The page around it stays. */
export function Problem({ error, kept }: ProblemProps) {
  const words = [error.detail, kept ?? ''].filter((part) => part !== '').join('。')
  return (
    <View className="problem" {...a11y({ role: 'alert' })}>
      <Icon name="alert" size={20} />
      <View className="problem__words">
        <View className="problem__title">{error.title}</View>
        {words !== '' && <View className="problem__note">{words}</View>}
      </View>
    </View>
  )
}
