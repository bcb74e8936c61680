import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { List } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useMine } from '../../../lib/use-mine'
import { Tick } from '../../../components/tick'
import { Choice } from '../choice'
import { matchFacts, needTitle } from '../loan.view'

const MONTHS = [3, 6, 12].map((months) => ({ code: String(months), title: `${months} 个月` }))

export default function LoanApply() {
  const { params } = useRouter()
  const requestId = paramOf(params, 'requestId') ?? ''
  const productId = paramOf(params, 'productId') ?? ''
  const load = useMine(`loan-apply:${requestId}`, async () => ({
    consent: await call('GET /loan-consent'),
    request: await call('GET /loan-requests/{requestId}', { params: { requestId } }),
    matches: (await call('GET /loan-requests/{requestId}/matches', { params: { requestId } })).items,
  }))
  const [left, setLeft] = useState<readonly string[]>([])
  const [months, setMonths] = useState('6')
  const [agreed, setAgreed] = useState(false)
  const { act, problem } = useAct()
  const match = load.data?.matches.find((one) => one.product.productId === productId)
  const apply = async () => {
    if (!load.data) return
    const { textVersion, fields } = load.data.consent
    const chosen = fields.map((field) => field.code).filter((code) => !left.includes(code))
    const made = await act((idempotencyKey) => call('POST /loan-requests/{requestId}/applications', { params: { requestId }, body: { productId, fields: chosen, months: Number(months), agreed: true, textVersion }, idempotencyKey }), '已提交申请')
    if (made) await goInstead('loan', { applicationId: made.applicationId })
  }
  return (
    <Page
      notice={<Stale load={load} />}
      footer={
        match && (
          <View className="stack stack--tight">
            {problem && <Problem error={problem} kept="您勾选的还在" />}
            <Button disabled={!agreed} onTap={apply}>
              授权并申请
            </Button>
          </View>
        )
      }
    >
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后申请贷款">
        {({ consent, request }) =>
          match === undefined ? (
            <Empty icon="bank" title="这个产品现在不能申请" note="可能已经停办，请回到匹配结果重新选择" />
          ) : (
            <>
              <Card title={`${match.product.lenderName} · ${match.product.name}`}>
                <View className="stack stack--tight">
                  <View className="words">{`${request.firmName}，${needTitle(request)}`}</View>
                  <Facts items={matchFacts(match)} />
                </View>
              </Card>
              <Card title={`只授权给${match.product.lenderName}`}>
                <Bullets items={consent.paragraphs} />
              </Card>
              <List label="它可以看什么">
                {consent.fields.map(({ code, title, note, required }) => (
                  <Tick key={code} title={required ? `${title}（必需）` : title} note={note} checked={!left.includes(code)} disabled={required} onChange={(on) => setLeft(on ? left.filter((one) => one !== code) : [...left, code])} />
                ))}
              </List>
              <Choice label="授权多久" items={MONTHS} selected={months} onSelect={setMonths} />
              <List>
                <Tick title="我已读过，代表企业同意以上授权" checked={agreed} onChange={setAgreed} />
              </List>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
