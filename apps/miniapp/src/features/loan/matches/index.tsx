import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { a11y } from '../../../lib/a11y'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useMine } from '../../../lib/use-mine'
import { GROUPS, lateWords, type Match, matchFacts, needTitle, type Request, ruleFacts } from '../loan.view'
import { consentsBeyond, programmeFacts } from '../programme.view'

/** A card is about 3 KB; WeChat takes 64 KB in one go. */
const AT_ONCE = 5

type Item = Match['consents'][number]

export default function LoanMatches() {
  const { params } = useRouter()
  const requestId = paramOf(params, 'requestId') ?? ''
  const load = useMine(`loan-matches:${requestId}`, async () => ({
    request: await call('GET /loan-requests/{requestId}', { params: { requestId } }),
    matches: (await call('GET /loan-requests/{requestId}/matches', { params: { requestId } })).items,
  }))
  const [asking, setAsking] = useState<Item>()
  const { act, problem } = useAct()
  const authorise = async (firmId: string, item: Item) => {
    setAsking(undefined)
    await act(async (idempotencyKey) => {
      const { textVersion } = await call('GET /firms/{firmId}/item-consents', { params: { firmId } })
      return call('POST /firms/{firmId}/consents', { params: { firmId }, body: { item: item.item, agreed: true, textVersion }, idempotencyKey })
    }, '已授权')
    await load.reload()
  }
  const firmId = load.data?.request.firmId ?? ''
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看匹配结果">
        {({ request, matches }) => (
          <>
            <Card title={needTitle(request)} aside={<Tag>{request.useTitle}</Tag>}>
              <View className="words">{`${request.firmName}。顺序按总成本、答复时间、以往获批情况排，银行付费也不会靠前。`}</View>
            </Card>
            {problem && <Problem error={problem} />}
            <Interests request={request} />
            {matches.length === 0 && <Empty icon="bank" title="还没有银行发布产品" note="有新产品符合时会告诉您" />}
            {GROUPS.map((group) => (
              <Group key={group.status} {...group} matches={matches.filter((one) => one.status === group.status)} request={request} onAuthorise={setAsking} />
            ))}
            <Coordination request={request} onChange={load.reload} />
          </>
        )}
      </Loaded>
      <Confirm
        open={asking !== undefined}
        title={`授权归集“${asking?.title ?? ''}”？`}
        body="只授权给本市公共信用信息服务机构，用来判断是否符合条件。银行看不到，申请时再逐家授权。随时可以撤回。"
        action="授权"
        onConfirm={() => (asking ? authorise(firmId, asking) : undefined)}
        onClose={() => setAsking(undefined)}
      />
    </Page>
  )
}

function Interests({ request }: { request: Request }) {
  const open = request.interests.filter((one) => !one.taken)
  if (open.length === 0) return null
  return (
    <List label="愿意接的银行">
      {open.map((one) => (
        <ListItem key={one.interestId} icon="bank" title={`${one.lenderName}愿意接`} note={one.productName} onTap={() => void go('loanApply', { requestId: request.requestId, productId: one.productId })} />
      ))}
    </List>
  )
}

function Group({ title, note, matches, request, onAuthorise }: { title: string; note: string; matches: readonly Match[]; request: Request; onAuthorise: (item: Item) => void }) {
  const [count, setCount] = useState(AT_ONCE)
  if (matches.length === 0) return null
  return (
    <>
      <View className="card__title" {...a11y({ role: 'heading', level: 2 })}>{`${title}（${matches.length}）`}</View>
      <View className="words">{note}</View>
      {matches.slice(0, count).map((match) => (
        <MatchCard key={match.product.productId} match={match} request={request} onAuthorise={onAuthorise} />
      ))}
      {matches.length > count && (
        <Button kind="secondary" label={`再看几个：${title}`} onTap={() => setCount(count + AT_ONCE)}>
          再看几个
        </Button>
      )}
    </>
  )
}

function MatchCard({ match, request, onAuthorise }: { match: Match; request: Request; onAuthorise: (item: Item) => void }) {
  const { product, applicationId, changes, beyond, consents } = match
  const { requestId, firmId, amountFen, termMonths } = request
  const late = lateWords(match.lateCount)
  return (
    <Card title={product.name} aside={<Tag>{product.kindTitle}</Tag>}>
      <View className="stack stack--tight">
        <View className="words">{product.lenderName}</View>
        {late !== undefined && <Tag tone="amber">{late}</Tag>}
        <Facts items={matchFacts(match)} />
        {match.programmes.length > 0 && <Facts items={programmeFacts(match.programmes)} />}
        {changes.length > 0 && <Bullets label="怎样能符合" items={changes.map((one) => `${one}，就能符合`)} />}
        {beyond.length > 0 && <View className="words">{`差在：${beyond.join('、')}。现在做什么都改变不了，可以看看别的产品。`}</View>}
        {consents.map((item) => (
          <Button key={item.item} kind="secondary" label={`授权：${item.title}（${product.name}）`} onTap={() => onAuthorise(item)}>
            {`授权${item.title}`}
          </Button>
        ))}
        {consentsBeyond(match).map((item) => (
          <Button key={item.item} kind="text" label={`授权：${item.title}，看看能不能享受支持（${product.name}）`} onTap={() => onAuthorise(item)}>
            {`授权${item.title}，看看能不能享受支持`}
          </Button>
        ))}
        <Fold title="每一条条件" label={`每一条条件：${product.name}`}>
          <Facts items={ruleFacts(match)} />
          <View className="words">{match.reason}</View>
        </Fold>
        <Button kind="text" label={`看产品、算还款：${product.name}`} onTap={() => go('loanProduct', { productId: product.productId, firmId, amountFen: String(amountFen), months: String(termMonths), ...(applicationId === null && match.status !== 'failed' ? { requestId } : {}) })}>
          看产品、算还款
        </Button>
        {applicationId !== null && (
          <Button kind="secondary" label={`看申请：${product.name}`} onTap={() => go('loan', { applicationId })}>
            看申请
          </Button>
        )}
        {applicationId === null && match.status !== 'failed' && (
          <Button label={`申请：${product.name}`} onTap={() => go('loanApply', { requestId, productId: product.productId })}>
            申请
          </Button>
        )}
      </View>
    </Card>
  )
}

function Coordination({ request, onChange }: { request: Request; onChange: () => Promise<void> }) {
  const { act, problem } = useAct()
  const { coordination, requestId } = request
  const declare = async () => {
    await act((idempotencyKey) => call('POST /loan-requests/{requestId}/declaration', { params: { requestId }, body: { agreed: true }, idempotencyKey }), '已申报')
    await onChange()
  }
  const unmet = coordination.criteria.filter((one) => one.met === false)
  return (
    <Card title="小微企业融资协调" aside={coordination.state === 'none' ? undefined : <Tag tone={coordination.state === 'recommended' ? 'green' : 'neutral'}>{coordination.stateTitle}</Tag>}>
      <View className="stack stack--tight">
        <View className="words">申报后由区县工作专班核实五项标准，符合的推荐给银行，银行原则上一个月内答复。</View>
        <Bullets label="五项标准" items={coordination.criteria.map((one) => one.title)} />
        {unmet.length > 0 && <View className="words">{`还差：${unmet.map((one) => one.title).join('、')}`}</View>}
        {problem && <Problem error={problem} />}
        {coordination.state === 'none' && (
          <Button kind="secondary" onTap={declare}>
            申报
          </Button>
        )}
      </View>
    </Card>
  )
}
