import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { pages } from '../../access'
import { Case } from '../../app/case'
import { CaseKeys } from '../../app/case-keys'
import { type Fact, Facts } from '../../app/facts'
import { Page, Section } from '../../app/page'
import { Timeline } from '../../app/timeline'
import { Words } from '../../app/words'
import { instant, yuan } from '../../lib/format'
import { WaiverMark, waiverKinds } from './columns'
import { DecideForm } from './decide'
import { Photos } from './photos'
import { type WaiverCase, waiverDecisions, waiverList, waiverQuery } from './queries'

const PARTIES: Readonly<Record<WaiverCase['timeline'][number]['by'], string>> = { resident: '当事人', merchant: '门店', office: '主管单位', system: '系统', 'wechat-pay': '微信支付分' }
const waiting = waiverList({ status: 'disputed' })

/** One order: its amounts, what both sides say, the evidence, the timeline, and the decision. */
export function WaiverDetail() {
  const { waiverId = '' } = useParams()
  const query = useQuery(waiverQuery(waiverId))
  return (
    <Case id={waiverId} query={query} page="waivers" title="订单">
      {(found, trail) => <Found found={found} trail={trail} />}
    </Case>
  )
}

const amount = (term: string, fen: number | null): readonly Fact[] => (fen === null ? [] : [[term, yuan(fen)]])
const time = (term: string, at: string | null): readonly Fact[] => (at === null ? [] : [[term, instant(at)]])

function Found({ found, trail }: { found: WaiverCase; trail: React.ReactNode }) {
  return (
    <Page title={found.title} trail={trail} note={<WaiverMark waiver={found} />}>
      <div className="with-happenings">
        <div>
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
          <Words title="当事人的异议">{found.disputeReason}</Words>
          {found.status === 'disputed' && <DecideForm found={found} />}
          <Words title="裁定理由">{found.decision}</Words>
          <Section title="双方同意的约定">
            <ol className="prose">
              {found.terms.map((paragraph) => (
                <li key={paragraph}>{paragraph}</li>
              ))}
            </ol>
          </Section>
          <CaseKeys path={pages.waivers.path} waiting={waiting} to={(one) => `/waivers/${one.waiverId}`} decisions={found.status === 'disputed' ? waiverDecisions : undefined} />
        </div>
        <Timeline entries={found.timeline.map(({ at, by, title, amountFen }) => ({ at, title, by: PARTIES[by], note: amountFen === null ? null : yuan(amountFen) }))} />
      </div>
    </Page>
  )
}
