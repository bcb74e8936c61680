import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { pages } from '../../access'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { day, instant } from '../../lib/format'
import { AnswerForm } from './answer'
import { SourceOffice } from './forward'
import { ObjectionMark } from './columns'
import { type Case, caseQuery } from './queries'

/** One case: what was said, what the record says, and the answer. */
export function ObjectionDetail() {
  const { objectionId = '' } = useParams()
  const found = useQuery(caseQuery(objectionId))
  const trail = <Link to={pages.objections.path}>{pages.objections.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="异议" trail={trail}>
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

function Found({ found, trail }: { found: Case; trail: React.ReactNode }) {
  const { objection, subjectName, subjectKind, record } = found
  return (
    <Page title={objection.itemTitle} trail={trail} note={<ObjectionMark status={objection.status} />}>
      <Facts
        rows={[
          [subjectKind === 'person' ? '当事人（已脱敏）' : '企业', subjectName],
          ['提交', instant(objection.filedAt)],
          ...(objection.answeredAt === null ? [] : [['答复', instant(objection.answeredAt)] as const]),
        ]}
      />
      <Section title="当事人的说明">
        <p className="prose">{objection.reason}</p>
      </Section>
      <Section title="记录">
        {record ? (
          <Facts rows={[['来源单位', record.sourceOffice], ['认定日期', day(record.decidedOn)], ...record.fields.map(({ title, value }) => [title, value] as const)]} />
        ) : (
          <Empty title="现在不能查看这条记录">记录已撤销，或当事人撤回了这项专项信息的授权。</Empty>
        )}
        <p>
          <Link to={`${pages.subjects.path}/${found.subjectId}`}>查看全部档案</Link>
        </p>
      </Section>
      <SourceOffice found={found} />
      {objection.status === 'open' ? (
        <AnswerForm found={found} />
      ) : (
        <Section title="答复">
          <p className="prose">{objection.answer}</p>
        </Section>
      )}
    </Page>
  )
}
