import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Tag } from '../../components/tag'
import { a11y } from '../../lib/a11y'
import './answer.css'
import { type Want, wantsTitle } from './case.view'

/** 还差什么: everything that is asked, in one list. */
export function Checklist({ items }: { items: readonly Want[] }) {
  return (
    <Card title={wantsTitle(items)}>
      <View className="repair-conditions" {...a11y({ role: 'list', label: '还差什么' })}>
        {items.map(({ key, title, word, tone }) => (
          <View key={key} className="repair-condition" {...a11y({ role: 'listitem' })}>
            <View>{title}</View>
            <Tag tone={tone}>{word}</Tag>
          </View>
        ))}
      </View>
    </Card>
  )
}
