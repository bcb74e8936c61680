import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { pages } from '../../access'
import { Case } from '../../app/case'
import { CaseKeys } from '../../app/case-keys'
import { Facts } from '../../app/facts'
import { Page, Section } from '../../app/page'
import { Mark, type Tone } from '../../app/states'
import { Timeline } from '../../app/timeline'
import { day, instant } from '../../lib/format'
import { Act, deedTitle } from './act'
import { Board } from './board'
import { ClockMark, statusTone } from './columns'
import { Evidence } from './evidence'
import { type RepairCase, repairList, repairQuery } from './queries'

const waiting = repairList({})

/** One case: the clocks, what the rules say, the materials, the offices' opinions, the decision and where it went. */
export function RepairDetail() {
  const { caseId = '' } = useParams()
  const query = useQuery(repairQuery(caseId))
  return (
    <Case id={caseId} query={query} page="repairCases" title="修复申请">
      {(found, trail) => <Found key={found.status} found={found} trail={trail} />}
    </Case>
  )
}

const CONDITIONS: Readonly<Record<'met' | 'missing' | 'unknown', { title: string; tone: Tone }>> = { met: { title: '具备', tone: 'good' }, missing: { title: '不具备', tone: 'act' }, unknown: { title: '待核', tone: 'wait' } }

function Found({ found, trail }: { found: RepairCase; trail: ReactNode }) {
  const { check } = found
  return (
    <Page title={`${found.kindTitle}：${found.itemTitle}`} trail={trail} note={<Mark tone={statusTone(found.status)}>{found.statusTitle}</Mark>}>
      <div className="with-happenings">
        <div>
          <Facts
            rows={[
              [found.subjectKind === 'person' ? '当事人（已脱敏）' : '企业', found.subjectName],
              ['认定单位', found.office],
              ['认定日期', day(found.decidedOn)],
              ...(found.submittedAt === null ? [] : [['提交', instant(found.submittedAt)] as const]),
              ...(found.endedOn === null ? [] : [[found.reviewOn === null ? '停止公示、共享和使用' : '暂时屏蔽', day(found.endedOn)] as const]),
              ...(found.reviewOn === null ? [] : [['重新评价', day(found.reviewOn)] as const]),
              ['接下来', `${found.next}。`],
            ]}
          />
          {found.linkedCaseId !== null && (
            <p>
              <Link to={`${pages.repairCases.path}/${found.linkedCaseId}`}>查看所涉的原修复申请</Link>
            </p>
          )}
          {found.followUp !== null && (
            <p>
              <Link to={`${pages.repairCases.path}/${found.followUp.caseId}`}>{`查看${found.followUp.kindTitle}（${found.followUp.statusTitle}）`}</Link>
            </p>
          )}
          <Section title="时限">
            <ul className="checks">
              {found.clocks.map((clock) => (
                <li key={`${clock.step} ${clock.holder}`}>
                  <ClockMark colour={clock.colour} /> {clock.title}
                  <span className="quiet">{` ${clock.holder} · ${clock.workingDays} 个工作日 · ${clock.doneOn === null ? (clock.dueOn === null ? '暂停，等待申请人' : `${day(clock.dueOn)}前${clock.provisional ? '（暂估）' : ''}`) : `${day(clock.doneOn)}办毕`}${clock.escalatedAt === null ? '' : ` · ${instant(clock.escalatedAt)}升级督办`}`}</span>
                </li>
              ))}
            </ul>
          </Section>
          <Act found={found} />
          <Section title="规则怎么说">
            <Facts
              tall
              rows={[
                ['适用', `${check.ruleTitle}${check.verified ? '' : '（以官方文本为准）'}`],
                ['为什么适用', check.why],
                ['类别', check.className],
                ['最早可申请', check.earliestOn === null ? '—' : day(check.earliestOn)],
                ['自动停止公示', check.autoEndsOn === null ? '—' : day(check.autoEndsOn)],
                ['依据', check.sourceRef],
              ]}
            />
            <ul className="checks">
              {check.conditions.map(({ code, title, state }) => (
                <li key={code}>
                  <Mark tone={CONDITIONS[state].tone}>{CONDITIONS[state].title}</Mark> {title}
                </li>
              ))}
            </ul>
          </Section>
          <Section title="记录">
            <Facts rows={found.record.map(({ title, value }) => [title, value] as const)} />
          </Section>
          <Section title="材料">
            <Evidence found={found} />
            {found.statement !== '' && <p>{`申请人说明：${found.statement}`}</p>}
            <p className="quiet">{found.commitmentAgreedAt === null ? '没有签署修复承诺书' : `${instant(found.commitmentAgreedAt)}签署《${found.commitment.title}》`}</p>
          </Section>
          {found.defects.length > 0 && (
            <Section title="补正">
              <ul className="left-list">
                {found.defects.map((defect) => (
                  <li key={defect.code}>{defect.text}</li>
                ))}
              </ul>
              {found.answer !== null && <p>{`申请人答复：${found.answer}`}</p>}
            </Section>
          )}
          {found.reviews.length > 0 && (
            <Section title="部门意见">
              <ul className="checks">
                {found.reviews.map((review) => (
                  <li key={review.office}>
                    <Mark tone={review.opinion === 'agree' ? 'good' : review.opinion === 'disagree' ? 'act' : 'wait'}>{review.opinion === 'agree' ? '同意' : review.opinion === 'disagree' ? '不同意' : '等待'}</Mark> {review.office}
                    <span className="quiet">{review.note === null ? '' : ` ${review.note}`}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {found.decision && (
            <Section title="决定">
              <Facts
                rows={[
                  ['结果', deedTitle(found.kind, found.decision.outcome === 'approved' ? 'approve' : 'refuse')],
                  ['日期', instant(found.decision.at)],
                  ...(found.decision.reason === null ? [] : [['原因', found.decision.reason] as const, ['改正办法', found.decision.remedy ?? ''] as const]),
                  ['理由', found.decision.note],
                ]}
              />
            </Section>
          )}
        </div>
        <Timeline entries={found.steps} />
      </div>
      <Board found={found} />
      <CaseKeys path={pages.repairCases.path} waiting={waiting} to={(one) => `/repair-cases/${one.caseId}`} />
    </Page>
  )
}
