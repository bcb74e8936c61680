import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Timeline } from '../../../components/timeline'
import { goInstead } from '../../../lib/go'
import { useNow } from '../../../lib/use-now'
import { Photos } from '../photos'
import { amountFacts, deskActions, deskFacts, kindTitle, timelineOf, toneOf } from '../waiver.view'
import { ClaimForm, CollectForm, ReturnForm } from './forms'
import { useDeskOrder } from './use-desk-order'

export default function DeskWaiverPage() {
  const { load, problem, send, photograph } = useDeskOrder()
  const now = useNow(60_000)
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后办理">
        {(order) => {
          const actions = deskActions(order, now)
          return (
            <>
              <Card title={order.title} aside={<Tag tone={toneOf(order.status)}>{order.statusTitle}</Tag>}>
                <View className="stack stack--tight">
                  <View className="words">{`${kindTitle(order.kind)} · ${order.storeName}`}</View>
                  <Facts items={deskFacts(order)} />
                </View>
              </Card>
              {amountFacts(order).length > 0 && (
                <Card title="金额">
                  <Facts items={amountFacts(order)} />
                  {order.payAtCounter && <View className="words">微信支付分不再代收，请顾客在店付款。</View>}
                </Card>
              )}
              {problem && <Problem error={problem} kept="您填的内容还在" />}
              {actions.includes('return') && <ReturnForm order={order} onSend={(body) => send('return', body)} />}
              {actions.includes('claim') && <ClaimForm order={order} onPhoto={photograph} onSend={(body) => send('claim', body)} />}
              {actions.includes('collect') && <CollectForm order={order} onReduce={(body) => send('reduction', body)} onPaid={() => send('payment')} />}
              {order.claimReason !== null && (
                <Card title="赔偿申请">
                  <View className="stack stack--tight">
                    <View className="words">{order.claimReason}</View>
                    <Photos path={`/desk/waivers/${order.waiverId}`} ids={order.photoIds} />
                    {order.decision !== null && <Facts items={[{ name: '主管单位决定', value: order.decision }]} />}
                  </View>
                </Card>
              )}
              <Card title="进度">
                <Timeline label="订单进度" items={timelineOf(order.timeline, order.status === 'settled' || order.status === 'cancelled')} />
              </Card>
              <Button kind="text" onTap={() => goInstead('deskWaivers', { storeId: order.storeId })}>
                看本店订单
              </Button>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
