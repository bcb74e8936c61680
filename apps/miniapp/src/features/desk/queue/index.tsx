import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Tag } from '../../../components/tag'
import { a11y } from '../../../lib/a11y'
import { go, paramOf } from '../../../lib/go'
import { DeskGate } from '../desk-gate'
import { bookedLine, kitWords, newestFirst, waitingWords } from '../offline/offline.view'
import { useOffline } from '../offline/use-offline'
import { useDesk } from '../use-desk'

export default function DeskQueue() {
  const desk = useDesk(paramOf(useRouter().params, 'storeId'))
  const storeId = desk.store?.storeId
  if (storeId === undefined) {
    return (
      <Page notice={<Stale load={desk.load} />}>
        <DeskGate desk={desk}>{() => null}</DeskGate>
      </Page>
    )
  }
  return <Queue key={storeId} storeId={storeId} />
}

function Queue({ storeId }: { storeId: string }) {
  const { now, kit, entries, waiting, syncing, failure, sync } = useOffline(storeId)
  return (
    <Page
      footer={
        waiting.length > 0 ? (
          <>
            {failure && <Problem error={failure} kept="记录都在手机里，联网后会自动再交" />}
            <Button icon="refresh" disabled={syncing} onTap={sync}>
              {syncing ? '正在同步…' : '现在同步'}
            </Button>
          </>
        ) : undefined
      }
    >
      <View className="card">
        <View {...a11y({ role: 'heading', level: 1, live: 'polite' })}>{waitingWords(waiting, now)}</View>
        <View className="words">{kitWords(kit, now).words}</View>
      </View>
      {entries.length === 0 ? (
        <Empty icon="offline" title="没有离线核销" note="断网时核销的券会列在这里，联网后自动入账" />
      ) : (
        <List label="离线核销记录">
          {newestFirst(entries).map((one) => {
            const { title, note, tag } = bookedLine(one, now)
            const redemptionId = one.result?.redemptionId
            return <ListItem key={one.hash} title={title} note={note} aside={<Tag tone={tag.tone}>{tag.words}</Tag>} onTap={redemptionId ? () => void go('deskReceipt', { redemptionId }) : undefined} />
          })}
        </List>
      )}
    </Page>
  )
}
