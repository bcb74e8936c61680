import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from '../../lib/a11y'

interface CardProps {
  title?: string
  /** Right of the title: a tag, a text button. */
  aside?: ReactNode
  children: ReactNode
}

export function Card({ title, aside, children }: CardProps) {
  return (
    <View className="card">
      {(title !== undefined || aside !== undefined) && (
        <View className="card__head">
          {title !== undefined && (
            <View className="card__title" {...a11y({ role: 'heading', level: 2 })}>
              {title}
            </View>
          )}
          {aside}
        </View>
      )}
      {children}
    </View>
  )
}
