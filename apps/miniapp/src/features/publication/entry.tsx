import { View } from '@tarojs/components'
import { Facts } from '../../components/facts'
import { Fold } from '../../components/fold'
import { Icon } from '../../components/icon'
import { Tag } from '../../components/tag'
import { Tap } from '../../components/tap'
import { go } from '../../lib/go'
import './entry.css'
import type { Row } from './publication.view'

/** One published record. In a list of many firms its firm stands above it and leads to that firm's page. */
export function Entry({ row, withFirm = false }: { row: Row; withFirm?: boolean }) {
  return (
    <View className="entry">
      {withFirm && (
        <Tap className="entry__firm" onTap={() => void go('publicOrganization', { uscc: row.uscc })}>
          <View className="entry__firm-name">{row.firm}</View>
          <Icon name="right" size={16} />
        </Tap>
      )}
      <View className="entry__head">
        <View className="entry__title">{row.title}</View>
        <Tag>{row.kind}</Tag>
      </View>
      <Facts items={row.facts} />
      <Fold title="全部内容" label={`全部内容：${row.title}`}>
        <Facts items={row.fields} />
        <View className="words">{`依据：${row.rule}`}</View>
      </Fold>
    </View>
  )
}
