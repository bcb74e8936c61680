import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Empty } from '../../../components/empty'
import { Icon } from '../../../components/icon'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Tap } from '../../../components/tap'
import { a11y } from '../../../lib/a11y'
import { dayOf } from '../../../lib/format'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { useNow } from '../../../lib/use-now'
import { DeskGate } from '../desk-gate'
import { dayWords, deskReceiptLine, shiftDay } from '../desk.view'
import { seesSettlement } from '../settlement/settlement.view'
import { StoreSwitch } from '../store-switch'
import { useDesk } from '../use-desk'
import './index.css'

export default function DeskReceipts() {
  const desk = useDesk(paramOf(useRouter().params, 'storeId'))
  return (
    <Page notice={<Stale load={desk.load} />} forWhom={<StoreSwitch {...desk} />}>
      <DeskGate desk={desk}>{({ storeId, role }) => (
          <>
            <DayOf storeId={storeId} />
            {seesSettlement(role) && (
              <List>
                <ListItem icon="receipt" title="补贴结算" note="下次应结和最近的结算单" onTap={() => void go('deskSettlement', { storeId })} />
              </List>
            )}
          </>
        )}</DeskGate>
    </Page>
  )
}

function DayOf({ storeId }: { storeId: string }) {
  const now = useNow(60_000)
  const today = dayOf(now)
  const [back, setBack] = useState(0)
  const shown = shiftDay(today, -back)
  const load = useMine(`desk-receipts:${storeId}:${shown}`, () => call('GET /desk/redemptions', { query: { storeId, day: shown } }))
  return (
    <>
      <View className="desk-day">
        <Tap className="desk-day__turn desk-day__turn--back" label="前一天" onTap={() => setBack(back + 1)}>
          <Icon name="right" size={20} />
        </Tap>
        <View className="desk-day__words" {...a11y({ role: 'heading', level: 1, live: 'polite' })}>
          {dayWords(shown, now)}
        </View>
        <Tap className="desk-day__turn" label="后一天" disabled={back === 0} onTap={() => setBack(back - 1)}>
          <Icon name="right" size={20} />
        </Tap>
      </View>
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={5} />}>
        {({ items, count }) => (
          <>
            <View className="desk-day__count">
              <View className="figure">{count}</View>
              <View className="words">笔核销{items.length > count ? `，另有 ${items.length - count} 笔已撤销` : ''}</View>
            </View>
            <Stale load={load} />
            {items.length === 0 ? (
              <Empty icon="receipt" title="这一天没有核销" note="核销后的凭据会列在这里" />
            ) : (
              <List label="核销凭据">
                {items.map((receipt) => (
                  <ListItem
                    key={receipt.redemptionId}
                    {...deskReceiptLine(receipt)}
                    aside={receipt.reversedAt === null ? undefined : <Tag>已撤销</Tag>}
                    onTap={() => void go('deskReceipt', { redemptionId: receipt.redemptionId })}
                  />
                ))}
              </List>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}
