import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Fragment, useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tick } from '../../../components/tick'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useMine } from '../../../lib/use-mine'
import { Choice } from '../choice'
import { type ItemConsent, matchFacts, needTitle, unseenItems } from '../loan.view'

const MONTHS = [3, 6, 12].map((months) => ({ code: String(months), title: `${months} 个月` }))

export default function LoanApply() {
  const { params } = useRouter()
  const requestId = paramOf(params, 'requestId') ?? ''
  const productId = paramOf(params, 'productId') ?? ''
  const load = useMine(`loan-consent:${requestId}`, async () => {
    const request = await call('GET /loan-requests/{requestId}', { params: { requestId } })
    return {
      request,
      consent: await call('GET /loan-consent'),
      city: await call('GET /firms/{firmId}/item-consents', { params: { firmId: request.firmId } }),
      matches: (await call('GET /loan-requests/{requestId}/matches', { params: { requestId } })).items,
    }
  })
  // Nothing beyond what is required is ticked for the firm (个人信息保护法 6, 14).
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [asking, setAsking] = useState<ItemConsent>()
  const [months, setMonths] = useState('6')
  const [agreed, setAgreed] = useState(false)
  const { act, problem } = useAct()
  const match = load.data?.matches.find((one) => one.product.productId === productId)
  const apply = async () => {
    if (!load.data) return
    const { textVersion, fields } = load.data.consent
    const chosen = fields.filter((field) => field.required || ticked.includes(field.code)).map((field) => field.code)
    const made = await act((idempotencyKey) => call('POST /loan-requests/{requestId}/applications', { params: { requestId }, body: { productId, fields: chosen, months: Number(months), agreed: true, textVersion }, idempotencyKey }), '已提交申请')
    if (made) await goInstead('loan', { applicationId: made.applicationId })
  }
  const authorise = async () => {
    setAsking(undefined)
    if (!load.data || !asking) return
    const { request, city } = load.data
    await act((idempotencyKey) => call('POST /firms/{firmId}/consents', { params: { firmId: request.firmId }, body: { item: asking.item, agreed: true, textVersion: city.textVersion }, idempotencyKey }), '已授权')
    await load.reload()
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
        {({ consent, request, city }) =>
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
                {consent.fields.map(({ code, title, note, required, items }) => (
                  <Fragment key={code}>
                    <Tick
                      title={required ? `${title}（必需）` : title}
                      note={required ? `${note}。没有它银行无法受理，不能取消` : `${note}。给不给由您定`}
                      checked={required || ticked.includes(code)}
                      disabled={required}
                      onChange={(on) => setTicked(on ? [...ticked, code] : ticked.filter((one) => one !== code))}
                    />
                    {unseenItems(city.items, items).map((item) => (
                      <ListItem
                        key={item.item}
                        title={`企业还没有授权归集${item.title}`}
                        note="现在勾了，银行也看不到这一项"
                        aside={
                          <Button kind="secondary" inline label={`去授权：${item.title}`} onTap={() => setAsking(item)}>
                            去授权
                          </Button>
                        }
                      />
                    ))}
                  </Fragment>
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
      <Confirm
        open={asking !== undefined}
        title={`授权归集“${asking?.title ?? ''}”？`}
        body="只授权给本市公共信用信息服务机构。这家银行能不能看，仍由您在这一页勾选。随时可以撤回。"
        action="授权"
        onConfirm={authorise}
        onClose={() => setAsking(undefined)}
      />
    </Page>
  )
}
