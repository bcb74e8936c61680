import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { pages } from '../../access'
import { type Column, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty, Mark } from '../../app/states'
import { amount, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import { ownProductsQuery, poolList, type Pooled } from './queries'

const columns: readonly Column<Pooled>[] = [
  {
    title: '需求',
    minWidth: 150,
    value: (r) => `${amount(r.amountFen)} ${r.termMonths}个月`,
    cell: (r) => (
      <>
        <strong className="nowrap">{`${amount(r.amountFen)} · ${r.termMonths} 个月`}</strong>
        {r.recommended && (
          <p>
            <Mark tone="good">推荐清单</Mark>
          </p>
        )}
      </>
    ),
  },
  { title: '推荐清单', value: (r) => (r.recommended ? '是' : ''), cell: null },
  { title: '用途', value: (r) => r.useTitle, width: 100 },
  { title: '区县', value: (r) => r.district ?? '', width: 84 },
  { title: '担保', value: (r) => r.collateral.join('、') || '无', minWidth: 100 },
  { title: '已有银行', value: (r) => r.lenders, align: 'right', width: 84 },
  { title: '发布', value: (r) => instant(r.since), cell: (r) => <span className="nowrap">{instant(r.since)}</span>, width: 150 },
  { title: '抢单', value: (r) => (r.mine ? '已抢单' : ''), cell: (r) => (r.mine ? <Mark tone="plain">已抢单，等企业授权</Mark> : <Take requestId={r.requestId} />), minWidth: 250 },
]

function Take({ requestId }: { requestId: string }) {
  const products = useQuery(ownProductsQuery)
  const [productId, setProduct] = useState<string>()
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: (body: { productId: string }) => call('POST /lender/loan-pool/{requestId}/interest', { params: { requestId }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['loan-pool'] }),
  })
  const chosen = productId ?? products.data?.items[0]?.productId
  return (
    <div className="with-button">
      <Select aria-label="用哪个产品" value={chosen} style={{ width: 150 }} options={(products.data?.items ?? []).map((p) => ({ value: p.productId, label: p.name }))} onChange={setProduct} />
      <Button loading={sending.isPending} disabled={chosen === undefined} onClick={() => chosen !== undefined && sending.mutate({ productId: chosen })}>
        抢单
      </Button>
      {sending.isError && <span role="alert">{sentenceOf(sending.error).detail ?? sentenceOf(sending.error).title}</span>}
    </div>
  )
}

/** 抢单池: needs without the firm's name. */
export function LoanPool() {
  return (
    <Page title={pages.loanPool.title} note="企业名称和信息要等企业授权后才看得到。企业可以在几家抢单的银行里选。">
      <ListView source={poolList} label={pages.loanPool.title} unit="条" columns={columns} rowKey={(r) => r.requestId} empty={<Empty title="池子里没有需求">企业把需求放进抢单池，或申请被退回时，会列在这里。</Empty>} />
    </Page>
  )
}
