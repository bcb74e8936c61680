import { View } from '@tarojs/components'
import { Icon } from '../../../components/icon'
import { Tap } from '../../../components/tap'
import { a11y } from '../../../lib/a11y'
import { go } from '../../../lib/go'
import './offline-bar.css'
import { kitWords, waitingWords } from './offline.view'
import type { Offline } from './use-offline'

/** On the desk, always: how old the offline data is, and what has not been handed in yet. */
export function DeskOfflineBar({ offline: { now, able, kit, entries, waiting }, storeId }: { offline: Offline; storeId: string }) {
  const { words, good } = able ? kitWords(kit, now) : { words: '这部手机的系统太旧，断网时不能核销', good: false }
  return (
    <View className="desk-offline" {...a11y({ role: 'status' })}>
      <Icon name={good ? 'shield' : 'alert'} size={18} />
      <View className="desk-offline__words">
        <View>{words}</View>
        {waiting.length > 0 && <View className="desk-offline__waiting">{waitingWords(waiting, now)}</View>}
      </View>
      {entries.length > 0 && (
        <Tap className="desk-offline__more" onTap={() => void go('deskQueue', { storeId })}>
          离线记录
        </Tap>
      )}
    </View>
  )
}
