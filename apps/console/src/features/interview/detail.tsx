import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { day, instant } from '../../lib/format'
import { StepForms } from './forms'
import { InterviewMark } from './list'
import { interviewQuery } from './queries'

/** One interview, from its notice to the end of an appeal. */
export function InterviewDetail() {
  const { interviewId = '' } = useParams()
  const found = useQuery(interviewQuery(interviewId))
  const mayHold = mayDo(useStaff().roles, 'hold-interview')
  const trail = <Link to={pages.interviews.path}>{pages.interviews.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="约谈" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} height={64} />}
      </Page>
    )
  const one = found.data
  const said: readonly (readonly [string, string | null, string | null])[] = [
    ['约谈事由', one.reason, one.notifiedAt],
    ['企业说明', one.statement, one.statedAt],
    ['约谈结果', one.result, one.heldAt],
    ['企业申诉', one.appeal, one.appealedAt],
    [one.status === 'cancelled' ? '取消原因' : '申诉处理', one.decision, one.decidedAt],
  ]
  return (
    <Page title={one.firmName} trail={trail} note={<><InterviewMark status={one.status} /> {instant(one.appointedAt)} · {one.place}{one.appealUntil === null ? '' : ` · 可申诉到 ${day(one.appealUntil)}${one.appealProvisional ? '（暂估）' : ''}`}</>}>
      {said.map(([title, words, at]) =>
        words === null ? null : (
          <Section key={title} title={title}>
            <p className="prose">
              {words} <span className="quiet">{at === null ? '' : `（${instant(at)}）`}</span>
            </p>
          </Section>
        ),
      )}
      {mayHold && <StepForms one={one} />}
    </Page>
  )
}
