import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { pages } from '../../access'
import { Case as CasePage } from '../../app/case'
import { CaseKeys } from '../../app/case-keys'
import { Facts } from '../../app/facts'
import { Page, Section } from '../../app/page'
import { Empty } from '../../app/states'
import { Words } from '../../app/words'
import { day, instant } from '../../lib/format'
import { AnswerForm } from './answer'
import { SourceOffice } from './forward'
import { ObjectionMark } from './columns'
import { type Case, caseQuery, objectionDecisions, objectionList } from './queries'

const waiting = objectionList({ status: 'open' })

/** One case: what was said, what the record says, and the answer. */
export function ObjectionDetail() {
  const { objectionId = '' } = useParams()
  const query = useQuery(caseQuery(objectionId))
  return (
    <CasePage id={objectionId} query={query} page="objections" title="异议">
      {(found, trail) => <Found found={found} trail={trail} />}
    </CasePage>
  )
}

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
      <Words title="当事人的说明">{objection.reason}</Words>
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
      {objection.status === 'open' ? <AnswerForm found={found} /> : <Words title="答复">{objection.answer}</Words>}
      <CaseKeys path={pages.objections.path} waiting={waiting} to={(one) => `/objections/${one.objectionId}`} decisions={objection.status === 'open' ? objectionDecisions : undefined} />
    </Page>
  )
}
