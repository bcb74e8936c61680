import { View } from '@tarojs/components'
import type { Perk } from '@xinhui/contract'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { StoreList } from '../../../components/store-list'
import { Tag } from '../../../components/tag'
import { a11y } from '../../../lib/a11y'
import { classNames } from '../../../lib/class-names'
import { primaryAction, ruleFacts, tierLines } from './detail.view'
import './index.css'
import { useDetail } from './use-detail'

export default function PerkDetail() {
  const { perk, failure, act, kept, keep, firms, claimFor } = useDetail()
  const primary = perk.data && primaryAction(perk.data)
  return (
    <Page
      notice={<Stale load={perk} />}
      footer={
        primary && (
          <>
            {failure && <Problem error={failure} kept={failure.unanswered ? '再点一次领取，不会重复领' : undefined} />}
            <View className="perk-detail__why" {...a11y({ live: 'polite' })}>
              {primary.why}
            </View>
            <Button disabled={primary.act === 'none'} icon={primary.act === 'show' ? 'qr' : undefined} onTap={() => act(primary.act)}>
              {primary.label}
            </Button>
          </>
        )
      }
    >
      <Loaded load={perk} skeleton={<DetailSkeleton />}>
        {(data) => (
          <>
            <Card>
              <View className="perk-detail__benefit">{data.eligibility.benefit ?? data.headline}</View>
              <View className="perk-detail__title" {...a11y({ role: 'heading', level: 1 })}>
                {data.title}
              </View>
              <View className="words">
                {data.sceneTitle} · {data.merchantName}
              </View>
              {data.summary !== '' && <View className="perk-detail__summary">{data.summary}</View>}
              <View className="perk-detail__keep">
                <Button kind="text" inline onTap={keep}>
                  {kept ? '已收藏，取消' : '收藏'}
                </Button>
              </View>
            </Card>
            <Card title="谁能享什么">
              {tierLines(data).map(({ benefit, who, mine }) => (
                <View key={`${who} ${benefit}`} className={classNames('tier', mine && 'tier--mine')}>
                  <View className="tier__words">
                    <View className="tier__benefit">{benefit}</View>
                    <View className="tier__who">{who}</View>
                  </View>
                  {mine && <Tag tone="accent">您享这一档</Tag>}
                </View>
              ))}
            </Card>
            {firms.length > 0 && (
              <Card title="为企业领取">
                {firms.map((firm) => (
                  <Button key={firm.firmId} kind="secondary" label={`为${firm.firmName}领取`} onTap={() => claimFor(firm.firmId)}>
                    {firm.firmName}
                  </Button>
                ))}
              </Card>
            )}
            <Card title="领取和使用">
              <Facts items={ruleFacts(data)} />
              <Conditions of={data} />
              {data.instructions !== '' && <View className="perk-detail__how">{data.instructions}</View>}
            </Card>
            <Card title={data.stores.length > 1 ? `可用门店 ${data.stores.length} 家` : '可用门店'}>
              {data.stores.length === 0 ? <View className="words">商户暂时没有营业的门店</View> : <StoreList stores={data.stores} />}
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Absent from a perk that an earlier version kept on the phone. */
function Conditions({ of: { conditions = [] } }: { of: Partial<Pick<Perk, 'conditions'>> }) {
  return conditions.length === 0 ? null : <Bullets items={conditions} label="使用条件" />
}

const DetailSkeleton = () => (
  <>
    <Skeleton rows={4} />
    <Skeleton kind="list" rows={2} />
    <Skeleton rows={4} />
  </>
)
