import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm, Sheet } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Timeline } from '../../../components/timeline'
import { until, wan } from '../../../lib/format'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useMine } from '../../../lib/use-mine'
import { type Application, fenOf, loanFacts, needTitle, offerFacts, subsidyFacts, timelineOf, toneOf } from '../loan.view'

type Asking = 'agree' | 'decline' | 'counter' | 'withdraw' | 'consent'

const CONFIRMS: Readonly<Record<Exclude<Asking, 'counter'>, { title: string; body: string; action: string; danger: boolean; said: string }>> = {
  agree: { title: '接受这个报价？', body: '接受后银行会约您签约。合同与报价不一致的，平台不予登记。', action: '接受报价', danger: false, said: '已接受' },
  decline: { title: '不接受这个报价？', body: '这笔申请就此结束，这家银行的授权同时结束。', action: '不接受', danger: true, said: '已答复' },
  withdraw: { title: '撤回申请？', body: '撤回后银行不再审查，授权同时结束。以后可以重新申请。', action: '撤回申请', danger: true, said: '已撤回' },
  consent: { title: '撤回授权？', body: '这家银行立刻看不到企业信息。还没签约的申请同时撤回；已签约的贷款照常还款。', action: '撤回授权', danger: true, said: '授权已撤回' },
}

const CONSENT_STATES: Readonly<Record<Application['consent']['state'], string>> = { living: '有效', withdrawn: '已撤回', expired: '已结束' }

export default function LoanDetail() {
  const { params } = useRouter()
  const applicationId = paramOf(params, 'applicationId') ?? ''
  const load = useMine(`loan:${applicationId}`, () => call('GET /loan-applications/{applicationId}', { params: { applicationId } }))
  const [asking, setAsking] = useState<Asking>()
  const { act, problem } = useAct()
  const run = async (work: (idempotencyKey: string) => Promise<unknown>, said: string) => {
    setAsking(undefined)
    await act(work, said)
    await load.reload()
  }
  const of = { params: { applicationId } }
  const confirm = (what: Exclude<Asking, 'counter'>, version: number) =>
    run((idempotencyKey) => {
      if (what === 'withdraw') return call('POST /loan-applications/{applicationId}/withdrawal', { ...of, idempotencyKey })
      if (what === 'consent') return call('POST /loan-applications/{applicationId}/consent-withdrawal', { ...of, idempotencyKey })
      return call('POST /loan-applications/{applicationId}/offer-answer', { ...of, body: { answer: what, version }, idempotencyKey })
    }, CONFIRMS[what].said)
  const loan = load.data
  const open = asking !== undefined && asking !== 'counter' ? CONFIRMS[asking] : undefined
  return (
    <Page
      notice={<Stale load={load} />}
      footer={
        loan?.mayAnswer && (
          <View className="stack stack--tight">
            {problem && <Problem error={problem} />}
            <Button onTap={() => setAsking('agree')}>接受报价</Button>
            <Button kind="secondary" onTap={() => setAsking('counter')}>
              还价
            </Button>
            <Button kind="text" onTap={() => setAsking('decline')}>
              不接受
            </Button>
          </View>
        )
      }
    >
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看申请进度">
        {(data) => (
          <>
            <Card title={`${data.lenderName} · ${data.productName}`} aside={<Tag tone={toneOf(data.status)}>{data.statusTitle}</Tag>}>
              <View className="stack stack--tight">
                <View className="words">{`${data.firmName}，${needTitle(data)}，${data.useTitle}${data.coordinated ? '，推荐清单' : ''}`}</View>
                <View className="words">{data.next}</View>
                {problem && !data.mayAnswer && <Problem error={problem} />}
              </View>
            </Card>
            {data.refusal && (
              <Card title="没有通过的理由">
                <Facts items={[{ name: '理由', value: data.refusal.reason }, { name: '怎么办', value: data.refusal.remedy }, ...(data.refusal.note === null ? [] : [{ name: '银行说明', value: data.refusal.note }])]} />
              </Card>
            )}
            {data.offer && data.signed === null && (
              <Card title="银行的报价">
                <View className="stack stack--tight">
                  <Facts items={offerFacts(data.offer)} />
                  {data.counter && data.status === 'countered' && <View className="words">{`您的还价：${wan(data.counter.amountFen)}，${data.counter.rateBps / 100}%，${data.counter.termMonths} 个月`}</View>}
                </View>
              </Card>
            )}
            {loanFacts(data).length > 0 && (
              <Card title="这笔贷款">
                <Facts items={loanFacts(data)} />
              </Card>
            )}
            {data.support.subsidy && (
              <Card title="贴息" aside={<Tag tone={data.support.subsidy.isAvailable ? 'green' : 'neutral'}>{data.support.subsidy.state}</Tag>}>
                <View className="stack stack--tight">
                  <Facts items={subsidyFacts(data.support.subsidy)} />
                  {data.support.subsidy.isAvailable && <View className="words">先按合同付息，银行报来付息后按比例补；逾期期间的利息不补。</View>}
                </View>
              </Card>
            )}
            {data.support.fund && (
              <Card title={data.support.fund.title} aside={<Tag tone="accent">在保障内</Tag>}>
                <Bullets label={`${data.support.fund.title}是什么`} items={data.support.fund.words} />
              </Card>
            )}
            <Card title="进度">
              <Timeline label="申请进度" items={timelineOf(data)} />
            </Card>
            <Card title="给这家银行的授权" aside={<Tag tone={data.consent.state === 'living' ? 'accent' : 'neutral'}>{CONSENT_STATES[data.consent.state]}</Tag>}>
              <View className="stack stack--tight">
                <Facts items={[{ name: '可以看', value: data.consent.fields.join('、') }, ...(data.consent.state === 'living' ? [{ name: '到', value: until(data.consent.until) }] : [])]} />
                <Button kind="text" inline onTap={() => go('firmLog', { firmId: data.firmId })}>
                  它看过几次
                </Button>
                {data.mayWithdrawConsent && (
                  <Button kind="text" inline onTap={() => setAsking('consent')}>
                    撤回授权
                  </Button>
                )}
              </View>
            </Card>
            <View className="stack stack--tight">
              {data.mayWithdraw && (
                <Button kind="text" onTap={() => setAsking('withdraw')}>
                  撤回申请
                </Button>
              )}
              <Button kind="text" onTap={() => go('loanComplaint', { applicationId, firmId: data.firmId })}>
                投诉这家银行
              </Button>
            </View>
          </>
        )}
      </Loaded>
      {loan?.offer && <Counter open={asking === 'counter'} offer={loan.offer} onClose={() => setAsking(undefined)} onCounter={(terms) => run((idempotencyKey) => call('POST /loan-applications/{applicationId}/offer-answer', { ...of, body: { answer: 'counter', version: loan.version, ...terms }, idempotencyKey }), '已还价')} />}
      <Confirm
        open={open !== undefined}
        title={open?.title ?? ''}
        body={open?.body ?? ''}
        action={open?.action ?? ''}
        danger={open?.danger ?? false}
        onConfirm={() => (asking !== undefined && asking !== 'counter' && loan ? confirm(asking, loan.version) : undefined)}
        onClose={() => setAsking(undefined)}
      />
    </Page>
  )
}

interface Terms {
  amountFen: number
  rateBps: number
  termMonths: number
}

function Counter({ open, offer, onClose, onCounter }: { open: boolean; offer: Terms; onClose: () => void; onCounter: (terms: Terms) => Promise<void> }) {
  const [amount, setAmount] = useState(String(offer.amountFen / 1_000_000))
  const [rate, setRate] = useState(String(offer.rateBps / 100))
  const [months, setMonths] = useState(String(offer.termMonths))
  const amountFen = fenOf(amount)
  const rateBps = /^\d{1,2}(\.\d{1,2})?$/.test(rate.trim()) ? Math.round(Number(rate) * 100) : undefined
  const termMonths = /^\d{1,3}$/.test(months.trim()) ? Number(months) : undefined
  const wrong = amountFen === undefined || rateBps === undefined || termMonths === undefined || termMonths < 1
  return (
    <Sheet open={open} title="您希望的条件" onClose={onClose}>
      <View className="stack">
        <Field label="金额（万元）" value={amount} onInput={setAmount} />
        <Field label="年利率（%）" value={rate} onInput={setRate} />
        <Field label="期限（月）" value={months} kind="number" onInput={setMonths} />
        <Button disabled={wrong} onTap={() => (wrong ? undefined : onCounter({ amountFen, rateBps, termMonths }))}>
          发给银行
        </Button>
      </View>
    </Sheet>
  )
}
