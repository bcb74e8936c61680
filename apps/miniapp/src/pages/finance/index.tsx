import { View } from '@tarojs/components'
import type { LoanProduct } from '@xinhui/contract'
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
import { AMOUNTS, kindChips, type LoanCard, loanCard, type Wanted, wantedOf, zoneChips } from './finance.view'
import './index.css'

/** WeChat takes 64 KB in one go; a card is about 2 KB. */
const AT_ONCE = 10

const ANY: Wanted = { zone: '', kind: '', amount: '' }

const ME = { id: 'me', name: '我本人', kind: 'person' } as const

export default function Finance() {
  const load = useLoad('loan-products', () => call('GET /loan-products'), { cacheKey: 'cache:loan-market' })
  const [wanted, setWanted] = useState<Wanted>(ANY)
  const [count, setCount] = useState(AT_ONCE)
  const want = (part: Partial<Wanted>) => {
    setWanted({ ...wanted, ...part })
    setCount(AT_ONCE)
  }
  return (
    <Page heading="信贷产品一览" forWhom={<ForWhom current={ME} choices={[ME]} onSwitch={() => {}} />} actions={<QuickActions />} notice={<Stale load={load} />}>
      <View className="words">银行面向企业和经营者发布的贷款产品。比较免费，不查您的信用分。</View>
      <Button onTap={() => go('loans')}>为企业申请贷款</Button>
      <Loaded load={load} skeleton={<LoansSkeleton />}>
        {(market) =>
          market.items.length === 0 ? (
            <Empty icon="bank" title="还没有信贷产品" note="银行发布产品后，会列在这里" />
          ) : (
            <>
              <ChipRow label="专区" items={zoneChips(market)} selected={wanted.zone} onSelect={(zone) => want({ zone })} />
              {wanted.zone !== '' && <View className="words">{market.zones.find(({ code }) => code === wanted.zone)?.intro ?? ''}</View>}
              <ChipRow label="担保方式" items={kindChips(market)} selected={wanted.kind} onSelect={(kind) => want({ kind })} />
              <ChipRow label="借多少" items={AMOUNTS} selected={wanted.amount} onSelect={(amount) => want({ amount })} />
              <Products items={wantedOf(market, wanted)} count={count} amount={wanted.amount} onMore={() => setCount(count + AT_ONCE)} onAny={() => want(ANY)} />
              <Card>
                <Fold title="利息怎么估算">
                  <View>按借 10 万元、用 12 个月估算；产品不贷这么多、这么久的，按它最接近的金额和期限。到期一次还本，利息 = 金额 × 年利率 × 月数 ÷ 12。分期还本的，实际利息会更少。利率以银行审批为准，担保、评估等费用请问清银行。</View>
                </Fold>
              </Card>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Products({ items, count, amount, onMore, onAny }: { items: readonly LoanProduct[]; count: number; amount: string; onMore: () => void; onAny: () => void }) {
  if (items.length === 0) {
    return (
      <Empty
        icon="bank"
        title="没有这样的产品"
        note="换一个金额或担保方式再看"
        action={
          <Button inline onTap={onAny}>
            看全部产品
          </Button>
        }
      />
    )
  }
  return (
    <>
      <View className="loans">
        {items.slice(0, count).map((product) => (
          <Loan key={product.productId} {...loanCard(product)} amount={amount} />
        ))}
      </View>
      {items.length > count && (
        <Button kind="secondary" onTap={onMore}>
          {`再看 ${Math.min(AT_ONCE, items.length - count)} 个`}
        </Button>
      )}
    </>
  )
}

function Loan({ productId, name, lender, kind, audience, sample, cost, facts, amount }: LoanCard & { amount: string }) {
  return (
    <Card title={name} aside={<Tag>{kind}</Tag>}>
      <View className="loan__lender">{lender}</View>
      <View className="loan__cost">
        <View className="loan__sample">{sample}</View>
        <View className="loan__sum">{cost}</View>
      </View>
      <Facts items={facts} />
      <View className="loan__audience">适合：{audience}</View>
      <Button kind="text" label={`看条件、算还款：${name}`} onTap={() => go('loanProduct', { productId, amountFen: amount })}>
        看条件、算还款
      </Button>
    </Card>
  )
}

const LoansSkeleton = () => (
  <View className="loans">
    <Skeleton rows={6} />
    <Skeleton rows={6} />
  </View>
)
