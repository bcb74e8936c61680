import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Loaded } from '../../../components/loaded'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { a11y } from '../../../lib/a11y'
import { go, urlOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { signedIn } from '../../../lib/session'
import { useSignal } from '../../../lib/signal'
import { useAct } from '../../../lib/use-act'
import { useLoad } from '../../../lib/use-load'
import { useReturn } from '../../../lib/use-return'
import { consentsBeyond } from '../programme.view'
import { type Asked, askedWords, FIT_WORDS, type Fit as Answer, ruleLines, WAY_ACTIONS, type Way, within, type Product } from './product.view'
import { SupportCards } from './support'
import { useLast, useSettled } from './use-settled'

interface Firm {
  firmId: string
  firmName: string
}

interface FitProps {
  product: Product
  /** Undefined: none is bound. */
  firm: Firm | undefined
  asked: Asked
  onAsk: (asked: Asked) => void
}

/** Whether the product fits the firm, rule by rule, and what would make it fit. */
export function FitCard({ product, firm, asked, onAsk }: FitProps) {
  const isSignedIn = useSignal(signedIn)
  if (firm) return <FirmFit key={firm.firmId} product={product} firm={firm} asked={asked} onAsk={onAsk} />
  return (
    <>
      <Card title="符合不符合">
        <View className="stack stack--tight">
          <View className="words">{isSignedIn ? '绑定企业后，逐条告诉您符合还是差什么。' : '登录并绑定企业后，逐条告诉您符合还是差什么。'}</View>
          <Button kind="secondary" onTap={() => (isSignedIn ? go('firms') : go('login', { next: urlOf('loanProduct', { productId: product.productId }) }))}>
            {isSignedIn ? '绑定企业' : '登录'}
          </Button>
        </View>
      </Card>
      <SupportCards programmes={product.programmes} />
    </>
  )
}

function FirmFit({ product, firm, asked, onAsk }: FitProps & { firm: Firm }) {
  const settled = useSettled(asked)
  const { productId } = product
  const load = useLoad(`fit:${productId} ${settled.amountFen} ${settled.months}`, () => call('GET /firms/{firmId}/loan-products/{productId}/match', { params: { firmId: firm.firmId, productId }, query: settled }))
  useReturn(() => void load.reload())
  const last = useLast(load.data)
  const [authorising, setAuthorising] = useState<Answer['consents'][number]>()
  const { act, problem } = useAct()
  const authorise = async (item: string) => {
    setAuthorising(undefined)
    const of = { params: { firmId: firm.firmId } }
    await act(async (idempotencyKey) => {
      const { textVersion } = await call('GET /firms/{firmId}/item-consents', of)
      return call('POST /firms/{firmId}/consents', { ...of, body: { item, agreed: true, textVersion }, idempotencyKey })
    }, '已授权')
    await load.reload()
  }
  const follow = (way: Way) => {
    const chosen = within(product, settled)
    if (way.do === 'repair' && way.recordId !== null) return go('repairRecord', { firmId: firm.firmId, recordId: way.recordId })
    if (way.do === 'leave-list') return go('firmFile', { firmId: firm.firmId })
    if (way.do === 'collateral') return go('loanRequest', { firmId: firm.firmId, amountFen: String(chosen.amountFen), months: String(chosen.months) })
    return onAsk({ amountFen: way.amountFen ?? chosen.amountFen, months: way.months ?? chosen.months })
  }
  const data = load.data ?? last
  const words = data && FIT_WORDS[data.status]
  return (
    <>
      <Card title="符合不符合" aside={words && <Tag tone={words.tone}>{words.title}</Tag>}>
        <Loaded load={data === undefined || load.error ? load : { ...load, data }} skeleton={<Skeleton rows={8} />}>
          {(fit) => (
            <View className="stack stack--tight">
              <View className="words">{`${firm.firmName}，${askedWords(settled)}。${FIT_WORDS[fit.status].note}`}</View>
              {problem && <Problem error={problem} />}
              <Ways fit={fit} onFollow={follow} onAuthorise={setAuthorising} />
              <ProgrammeConsents fit={fit} onAuthorise={setAuthorising} />
              <View {...a11y({ role: 'list', label: '每一条条件' })}>
                {ruleLines(fit).map((line) => (
                  <View key={line.key} className="rule" {...a11y({ role: 'listitem' })}>
                    <View className="rule__words">
                      <View className="rule__title">{line.title}</View>
                      <View className="rule__note">{line.required}</View>
                      <View className="rule__note">{line.actual}</View>
                    </View>
                    <Tag tone={line.tone}>{line.verdict}</Tag>
                  </View>
                ))}
              </View>
            </View>
          )}
        </Loaded>
        <Confirm
          open={authorising !== undefined}
          title={`授权归集“${authorising?.title ?? ''}”？`}
          body="只授权给本市公共信用信息服务机构，用来判断是否符合条件。银行看不到，申请时再逐家授权。随时可以撤回。"
          action="授权"
          onConfirm={() => (authorising ? authorise(authorising.item) : undefined)}
          onClose={() => setAuthorising(undefined)}
        />
      </Card>
      <SupportCards programmes={product.programmes} judged={data?.programmes} />
    </>
  )
}

/** What a programme needs to know beyond the product itself. */
function ProgrammeConsents({ fit, onAuthorise }: { fit: Answer; onAuthorise: (item: Answer['consents'][number]) => void }) {
  const items = consentsBeyond(fit)
  if (items.length === 0) return null
  return (
    <View className="ways">
      {items.map((item) => (
        <View key={item.item} className="way">
          <View className="way__words">{`${item.title}还不知道，授权后就知道能不能享受支持`}</View>
          <Button kind="secondary" inline label={`授权：${item.title}`} onTap={() => onAuthorise(item)}>
            授权
          </Button>
        </View>
      ))}
    </View>
  )
}

/** The smallest set of changes, each with where it is done; then what nothing would change. */
function Ways({ fit, onFollow, onAuthorise }: { fit: Answer; onFollow: (way: Way) => void | Promise<void>; onAuthorise: (item: Answer['consents'][number]) => void }) {
  if (fit.ways.length + fit.beyond.length + fit.consents.length === 0) return null
  return (
    <View className="ways">
      {fit.ways.length > 0 && <View className="rule__title">{fit.ways.length === 1 ? '做到这一件，就能符合' : `做到这 ${fit.ways.length} 件，就能符合`}</View>}
      {fit.ways.map((way) => {
        const action = WAY_ACTIONS[way.do]
        return (
          <View key={way.words} className="way">
            <View className="way__words">{way.words}</View>
            {action !== null && (
              <Button kind="secondary" inline label={`${action}：${way.words}`} onTap={() => onFollow(way)}>
                {action}
              </Button>
            )}
          </View>
        )
      })}
      {fit.beyond.length > 0 && (
        <View className="way">
          <View className="way__words">{`差在：${fit.beyond.join('、')}。现在做什么都改变不了，可以看看别的产品。`}</View>
          <Button kind="secondary" inline onTap={() => go('finance')}>
            看别的产品
          </Button>
        </View>
      )}
      {fit.consents.map((item) => (
        <View key={item.item} className="way">
          <View className="way__words">{`${item.title}还不知道，授权后就能判断`}</View>
          <Button kind="secondary" inline label={`授权：${item.title}`} onTap={() => onAuthorise(item)}>
            授权
          </Button>
        </View>
      ))}
    </View>
  )
}
