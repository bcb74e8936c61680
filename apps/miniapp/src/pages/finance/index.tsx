import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ChipRow } from '../../components/chip'
import { Empty } from '../../components/empty'
import { Facts } from '../../components/facts'
import { Fold } from '../../components/fold'
import { ForWhom } from '../../components/for-whom'
import { Loaded, Stale } from '../../components/loaded'
import { Page } from '../../components/page'
import { QuickActions } from '../../components/quick-actions'
import { Skeleton } from '../../components/skeleton'
import { Tag } from '../../components/tag'
import { go } from '../../lib/go'
import { call } from '../../lib/request'
import { useLoad } from '../../lib/use-load'
import { inZone, type LoanCard, loanCard, zoneChips } from './finance.view'
import './index.css'

/** WeChat takes 64 KB in one go; a card is about 2 KB. */
const AT_ONCE = 10

const ME = { id: 'me', name: '我本人', kind: 'person' } as const

export default function Finance() {
  const load = useLoad('loan-products', () => call('GET /loan-products'), { cacheKey: 'cache:loan-products' })
  const [zone, setZone] = useState('')
  const [count, setCount] = useState(AT_ONCE)
  return (
    <Page heading="信贷产品一览" forWhom={<ForWhom current={ME} choices={[ME]} onSwitch={() => {}} />} actions={<QuickActions />} notice={<Stale load={load} />}>
      <View className="words">银行面向企业和经营者发布的贷款产品。比较免费，不查您的信用分；</View>
      <Button onTap={() => go('loans')}>为企业申请贷款</Button>
      <Loaded load={load} skeleton={<LoansSkeleton />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="bank" title="还没有信贷产品" note="银行发布产品后，会列在这里" />
          ) : (
            <>
              <ChipRow label="专区" items={zoneChips(items)} selected={zone} onSelect={(next) => { setZone(next); setCount(AT_ONCE) }} />
              <View className="loans">
                {inZone(items, zone).slice(0, count).map((product) => (
                  <Loan key={product.productId} {...loanCard(product)} />
                ))}
              </View>
              <View>
                {inZone(items, zone).length > count && (
                  <Button kind="secondary" onTap={() => setCount(count + AT_ONCE)}>
                    {`再看 ${Math.min(AT_ONCE, inZone(items, zone).length - count)} 个`}
                  </Button>
                )}
              </View>
              <Card>
                <Fold title="利息怎么估算">
                  <View>按借 10 万元、用满一年、到期一次还本估算：利息 = 10 万元 × 年利率。分期还本的，实际利息会更少。利率以银行审批为准，担保、评估等费用请问清银行。</View>
                </Fold>
              </Card>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Loan({ name, lender, kind, audience, cost, facts }: LoanCard) {
  return (
    <Card title={name} aside={<Tag>{kind}</Tag>}>
      <View className="loan__lender">{lender}</View>
      <View className="loan__cost">
        <View className="loan__sample">借 10 万元用一年，利息约</View>
        <View className="loan__sum">{cost}</View>
      </View>
      <Facts items={facts} />
      <View className="loan__audience">适合：{audience}</View>
    </Card>
  )
}

const LoansSkeleton = () => (
  <View className="loans">
    <Skeleton rows={6} />
    <Skeleton rows={6} />
  </View>
)
