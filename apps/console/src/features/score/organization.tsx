import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { pages } from '../../access'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { day } from '../../lib/format'
import { historyColumns, lineColumns, points, signed } from './columns'
import { organizationQuery } from './queries'

/** One evaluation: every line adds up to the number. */
export function OrganizationScore() {
  const { subjectId = '' } = useParams()
  const found = useQuery(organizationQuery(subjectId))
  const trail = <Link to={pages.organizationScores.path}>{pages.organizationScores.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="综合评价" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} height={64} />}
      </Page>
    )
  const score = found.data
  const lines = score.lines.map((line, index) => ({ ...line, key: `${index}` }))
  return (
    <Page title={score.name} trail={trail} note={<span className="mono">{score.uscc}</span>}>
      <Section title={`${score.gradeTitle} · ${points(score.totalCenti)} 分`}>
        <p className="lead">
          {score.modelTitle}，按 {day(score.day)} 的记录计算，满分 {points(score.maxCenti)} 分。{score.vetoed && '在严重失信主体名单内，等级直接评为最低。'}
        </p>
        <dl className="facts">
          {score.dimensions.map(({ code, title, pointsCenti }) => (
            <div key={code}>
              <dt>{title}</dt>
              <dd>{signed(pointsCenti)}</dd>
            </div>
          ))}
        </dl>
        <p className="quiet">{score.weightsNote}</p>
      </Section>
      <Section title="每一项">
        <Rows label="每一项" rows={lines} columns={lineColumns} rowKey={(line) => line.key} />
      </Section>
      <Section title="评价变化">
        <Rows label="评价变化" rows={score.history} columns={historyColumns} rowKey={(row) => row.historyId} />
      </Section>
    </Page>
  )
}
