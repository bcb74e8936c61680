import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Timeline } from '../../../components/timeline'
import { a11y } from '../../../lib/a11y'
import { yuan } from '../../../lib/format'
import { go } from '../../../lib/go'
import { Photos } from '../photos'
import { amountFacts, kindTitle, nextStep, orderFacts, timelineOf, toneOf } from '../waiver.view'
import { useWaiver } from './use-waiver'

export default function WaiverPage() {
  const { load, asking, problem, ask, act, cancel, accept } = useWaiver()
  const order = load.data
  const next = order && nextStep(order)
  return (
    <Page
      notice={<Stale load={load} />}
      footer={
        order &&
        next &&
        next.act !== 'none' && (
          <View className="stack stack--tight">
            {problem && <Problem error={problem} />}
            <View className="words" {...a11y({ live: 'polite' })}>
              {next.why}
            </View>
            <Button onTap={() => (next.act === 'answer' ? ask('accept') : act(next.act))}>{next.label}</Button>
            {next.act === 'answer' && (
              <Button kind="secondary" onTap={() => go('waiverDispute', { waiverId: order.waiverId })}>
                提出异议
              </Button>
            )}
            {order.status === 'reserved' && (
              <Button kind="text" onTap={() => ask('cancel')}>
                取消订单
              </Button>
            )}
          </View>
        )
      }
    >
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看您的订单">
        {(data) => (
          <>
            <Card title={data.title} aside={<Tag tone={toneOf(data.status)}>{data.statusTitle}</Tag>}>
              <View className="stack stack--tight">
                <View className="words">{`${kindTitle(data.kind)} · ${data.benefit}`}</View>
                <Facts items={orderFacts(data)} />
                {next?.act === 'none' && next.why !== '' && <View className="words">{next.why}</View>}
              </View>
            </Card>
            {amountFacts(data).length > 0 && (
              <Card title="金额">
                <Facts items={amountFacts(data)} />
              </Card>
            )}
            {data.claimReason === null && (data.disputeReason !== null || data.decision !== null) && (
              <Card title="异议">
                <Facts items={[...(data.disputeReason === null ? [] : [{ name: '我的异议', value: data.disputeReason }]), ...(data.decision === null ? [] : [{ name: '主管单位决定', value: data.decision }])]} />
              </Card>
            )}
            {data.claimReason !== null && (
              <Card title="商户的赔偿申请">
                <View className="stack stack--tight">
                  <View className="words">{data.claimReason}</View>
                  <Photos path={`/waivers/${data.waiverId}`} ids={data.photoIds} />
                  {data.disputeReason !== null && <Facts items={[{ name: '我的异议', value: data.disputeReason }]} />}
                  {data.decision !== null && <Facts items={[{ name: '主管单位决定', value: data.decision }]} />}
                </View>
              </Card>
            )}
            <Card title="进度">
              <Timeline label="订单进度" items={timelineOf(data.timeline, data.status === 'settled' || data.status === 'cancelled')} />
            </Card>
            <Fold title="我同意的约定" label="我同意的约定">
              <Bullets items={data.terms} />
            </Fold>
          </>
        )}
      </Loaded>
      <Confirm open={asking === 'cancel'} title="取消这一单？" action="取消订单" danger onConfirm={cancel} onClose={() => ask(undefined)} body="取消不收费，占用的额度马上恢复。" />
      <Confirm open={asking === 'accept'} title="同意赔偿？" action="同意赔偿" onConfirm={accept} onClose={() => ask(undefined)} body={`同意后按 ${yuan(order?.claimFen ?? 0)}收取赔偿，不能再提异议。`} />
    </Page>
  )
}
