import { View } from '@tarojs/components'
import type { CSSProperties, ReactNode } from 'react'
import { a11y } from '../../lib/a11y'
import { classNames } from '../../lib/class-names'
import { useLargeType } from '../../lib/large-type'

interface PageProps {
  /** The page's one heading. The bar above shows the app's title for it; a tab page needs its own. */
  heading?: string
  /** Whom this page speaks about: a `ForWhom`. */
  forWhom?: ReactNode
  /** Right of it: 出示码, 扫一扫. */
  actions?: ReactNode
  /** The one primary action, held at the bottom edge. */
  footer?: ReactNode
  /** Above everything: an `OfflineBar`. */
  notice?: ReactNode
  children: ReactNode
}

/** The frame of every page: type scale, margins, for whom, notice, content, primary action. */
export function Page({ heading, forWhom, actions, footer, notice, children }: PageProps) {
  const { large, scale } = useLargeType()
  const style = { '--scale': String(scale) } as CSSProperties
  return (
    <View className={classNames('page', large && 'page--large')} style={style}>
      {notice}
      {(forWhom !== undefined || actions !== undefined) && (
        <View className="page__top" {...a11y({ role: 'region', label: '为谁办理和常用操作' })}>
          {forWhom ?? <View />}
          <View className="page__actions">{actions}</View>
        </View>
      )}
      <View className="page__body" {...a11y({ role: 'main' })}>
        {heading !== undefined && (
          <View className="page__heading" {...a11y({ role: 'heading', level: 1 })}>
            {heading}
          </View>
        )}
        {children}
      </View>
      {Boolean(footer) && <View className="page__footer" {...a11y({ role: 'region', label: '这一页的操作' })}>{footer}</View>}
    </View>
  )
}
