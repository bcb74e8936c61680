import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { ForWhom } from '../../../components/for-whom'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'
import { useMine } from '../../../lib/use-mine'
import { lateWords } from '../loan.view'
import { Calculator } from './calculator'
import { FitCard } from './fit'
import './index.css'
import { askedOf, basisFacts, productFacts, within } from './product.view'

export default function LoanProduct() {
  const { params } = useRouter()
  const productId = paramOf(params, 'productId') ?? ''
  const requestId = paramOf(params, 'requestId')
  const load = useLoad(`loan-product:${productId}`, () => call('GET /loan-products/{productId}', { params: { productId } }), { cacheKey: `cache:loan-product-2:${productId}` })
  const firms = useMine('firms', () => call('GET /me/firms'))
  const mine = (firms.data?.items ?? []).filter((firm) => firm.role === 'representative' || firm.rights.includes('file'))
  const [wanted, setWanted] = useState(paramOf(params, 'firmId'))
  const firm = mine.find(({ firmId }) => firmId === wanted) ?? mine[0]
  const mayAsk = firm !== undefined && (firm.role === 'representative' || firm.rights.includes('financing'))
  const [asked, setAsked] = useState(() => askedOf(paramOf(params, 'amountFen'), paramOf(params, 'months')))
  const choices = mine.map(({ firmId, firmName }) => ({ id: firmId, name: firmName, kind: 'organization' as const }))
  const current = choices.find(({ id }) => id === firm?.firmId)
  const product = load.data
  const ask = () => {
    if (!product) return undefined
    if (requestId !== undefined) return go('loanApply', { requestId, productId })
    const { amountFen, months } = within(product, asked)
    return mayAsk ? go('loanRequest', { firmId: firm.firmId, amountFen: String(amountFen), months: String(months) }) : go('loans')
  }
  return (
    <Page
      forWhom={current && <ForWhom current={current} choices={choices} onSwitch={({ id }) => setWanted(id)} />}
      notice={<Stale load={load} />}
      footer={product && <Button onTap={ask}>{requestId === undefined ? '按这个金额提需求' : '申请这个产品'}</Button>}
    >
      <Loaded load={load} skeleton={<ProductSkeleton />}>
        {(data) => {
          const late = lateWords(data.lateCount)
          return (
            <>
              <Card title={data.name} aside={<Tag>{data.kindTitle}</Tag>}>
                <View className="stack stack--tight">
                  {late !== undefined && <Tag tone="amber">{late}</Tag>}
                  <Facts items={productFacts(data)} />
                </View>
              </Card>
              {!(firms.signedIn && firms.loading) && <FitCard product={data} firm={firm} asked={asked} onAsk={setAsked} />}
              <Calculator key={`${data.productId} ${data.version}`} product={data} asked={asked} onAsk={setAsked} />
              <Card title="银行的条件">
                {data.rules.length === 0 ? <View className="words">除金额和期限外，没有别的条件。</View> : <Bullets items={data.rules} />}
                <Fold title="依据">
                  <Facts items={basisFacts(data)} />
                </Fold>
              </Card>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

const ProductSkeleton = () => (
  <>
    <Skeleton rows={10} />
    <Skeleton rows={6} />
    <Skeleton rows={8} />
  </>
)
