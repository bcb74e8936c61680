import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Case } from '../../app/case'
import { type Fact, Facts } from '../../app/facts'
import { Page, Section } from '../../app/page'
import { Empty, Mark } from '../../app/states'
import { Timeline } from '../../app/timeline'
import { amount, day, instant, lastDay, rate, yuan } from '../../lib/format'
import { Act } from './act'
import { statuses } from './columns'
import { Compensation } from './compensation'
import { type LoanFound, loanQuery } from './queries'

/** One application as its lender sees it while the firm's consent lives. */
export function LoanDetail() {
  const { applicationId = '' } = useParams()
  const query = useQuery(loanQuery(applicationId))
  return (
    <Case id={applicationId} query={query} page="loanApplications" title="贷款申请">
      {(found, trail) => <Found key={found.version} found={found} trail={trail} />}
    </Case>
  )
}

const terms = (of: { amountFen: number; rateBps: number; termMonths: number }) => `${amount(of.amountFen)}，${rate(of.rateBps)}，${of.termMonths} 个月`

function Found({ found, trail }: { found: LoanFound; trail: ReactNode }) {
  const { offer, counter, signed, disbursed } = found
  const money: Fact[] = [
    ...(offer ? [['报价', `${terms(offer)}，有效至 ${day(offer.validUntil)}`] as const] : []),
    ...(counter ? [['企业还价', terms(counter)] as const] : []),
    ...(signed ? [['授信', `${terms(signed)}，${day(signed.signedOn)}签约`] as const] : []),
    ...(disbursed ? [['放款', `${amount(disbursed.amountFen)}，${day(disbursed.on)}至${day(disbursed.dueOn)}`] as const, ['已还本金', yuan(disbursed.repaidFen)] as const] : []),
  ]
  return (
    <Page title={found.firmName ?? found.applicationId} trail={trail} note={<><Mark tone={statuses[found.status].tone}>{statuses[found.status].title}</Mark> {found.productName}{found.coordinated ? ' · 推荐清单' : ''}</>}>
      <div className="with-happenings">
        <div>
          <Facts
            rows={[
              ['统一社会信用代码', <span key="uscc" className="mono">{found.uscc}</span>],
              ['申请', `${amount(found.amountFen)} · ${found.termMonths} 个月`],
              ['用途', found.note === null ? found.useTitle : `${found.useTitle}：${found.note}`],
              ['担保', found.collateral.length === 0 ? '无' : found.collateral.map((c) => `${c.title} ${amount(c.valueFen)}`).join('、')],
              ['提交', instant(found.submittedAt)],
            ]}
          />
          <Section title="时限">
            <ul className="checks">
              {found.clocks.map((clock) => (
                <li key={clock.step}>
                  <Mark tone={clock.doneOn !== null ? 'plain' : clock.colour === 'red' ? 'act' : clock.colour === 'amber' ? 'wait' : 'good'}>{clock.doneOn !== null ? '已办' : clock.colour === 'red' ? '超时' : clock.colour === 'amber' ? '今天' : '按时'}</Mark> {clock.title}
                  <span className="quiet">{` ${clock.workingDays === null ? '一个月' : `${clock.workingDays} 个工作日`} · ${clock.doneOn === null ? `${day(clock.dueOn)}前${clock.provisional ? '（暂估）' : ''}` : `${day(clock.doneOn)}办毕`}`}</span>
                </li>
              ))}
            </ul>
          </Section>
          {money.length > 0 && (
            <Section title="条件和款项">
              <Facts rows={money} />
            </Section>
          )}
          <Act found={found} />
          {found.compensation && <Compensation applicationId={found.applicationId} status={found.status} owedFen={(disbursed?.amountFen ?? 0) - (disbursed?.repaidFen ?? 0)} compensation={found.compensation} />}
          <Section title="企业授权查看的信息" aside={<span className="quiet nowrap">{`授权到${lastDay(found.consent.until)}`}</span>}>
            <Facts rows={[['授权范围', found.consent.fields.join('、')]]} />
            {found.facts.length === 0 ? <Empty title="没有可看的信息" /> : <Facts rows={found.facts.map((fact) => [fact.title, fact.source === null ? fact.value : `${fact.value}（${fact.source}${fact.asOf === null ? '' : `，${day(fact.asOf)}`}）`] as const)} />}
          </Section>
        </div>
        <Timeline entries={found.steps.map(({ at, title, by, note }) => ({ at, title, by, note }))} />
      </div>
    </Page>
  )
}
