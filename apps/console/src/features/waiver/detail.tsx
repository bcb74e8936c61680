import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { pages } from '../../access'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { instant, yuan } from '../../lib/format'
import { WaiverMark, waiverKinds } from './columns'
import { DecideForm } from './decide'
import { Photos } from './photos'
import { type WaiverCase, waiverQuery } from './queries'

const PARTIES: Readonly<Record<WaiverCase['timeline'][number]['by'], string>> = { resident: '当事人', merchant: '门店', office: '主管单位', system: '系统', 'wechat-pay': '微信支付分' }

/** One order: its amounts, what both sides say, the evidence, the timeline, and the decision. */
export function WaiverDetail() {
  const { waiverId = '' } = useParams()
  const found = useQuery(waiverQuery(waiverId))
  const trail = <Link to={pages.waivers.path}>{pages.waivers.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="订单" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={6} height={64} />}
      </Page>
    )
  return <Found found={found.data} trail={trail} />
}

const Facts = ({ rows }: { rows: readonly (readonly [string, string])[] }) => (
  <dl className="facts">
    {rows.map(([term, value]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

const amount = (term: string, fen: number | null): readonly (readonly [string, string])[] => (fen === null ? [] : [[term, yuan(fen)]])
const time = (term: string, at: string | null): readonly (readonly [string, string])[] => (at === null ? [] : [[term, instant(at)]])

function Found({ found, trail }: { found: WaiverCase; trail: React.ReactNode }) {
  return (
    <Page title={found.title} trail={trail} note={<WaiverMark waiver={found} />}>
      <Facts
        rows={[
          ['取用编号', found.orderNo],
          ['类型', waiverKinds[found.kind]],
          ['商户', found.merchantName],
          ...(found.storeName === null ? [] : [['门店', found.storeName] as const]),
          ['当事人同意的上限', yuan(found.holdFen)],
          ...time('下单', found.reservedAt),
          ...time('取用', found.handedOverAt),
          ...time('应归还', found.dueAt),
          ...time('归还', found.returnedAt),
        ]}
      />
      <Section title="金额">
        <Facts rows={[...amount('使用费', found.useFen), ...amount('申请赔偿', found.claimFen), ...amount('支持赔偿', found.upheldFen), ...(found.discountFen > 0 ? amount('商户减免', found.discountFen) : []), ...amount('应付', found.billFen), ...(found.useFen === null && found.claimFen === null ? [['应付', '归还后确定'] as const] : [])]} />
      </Section>
      {found.claimReason !== null && (
        <Section title="商户的赔偿申请">
          <p className="prose">{found.claimReason}</p>
          <Photos waiverId={found.waiverId} ids={found.photoIds} />
        </Section>
      )}
      {found.disputeReason !== null && (
        <Section title="当事人的异议">
          <p className="prose">{found.disputeReason}</p>
        </Section>
      )}
      {found.status === 'disputed' && <DecideForm found={found} />}
      {found.decision !== null && (
        <Section title="裁定理由">
          <p className="prose">{found.decision}</p>
        </Section>
      )}
      <Section title="进度">
        <ol className="prose">
          {found.timeline.map((event) => (
            <li key={`${event.at} ${event.title}`}>{`${instant(event.at)} ${PARTIES[event.by]}：${event.title}${event.amountFen === null ? '' : `，${yuan(event.amountFen)}`}`}</li>
          ))}
        </ol>
      </Section>
      <Section title="双方同意的约定">
        <ol className="prose">
          {found.terms.map((paragraph) => (
            <li key={paragraph}>{paragraph}</li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}
