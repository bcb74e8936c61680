import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { mayDo, pages } from '../../access'
import { type Column, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { day } from '../../lib/format'
import { Invite, Rounds } from './invite'
import { type District, monitoringQuery, type Offender, type Related } from './queries'

const offenderColumns = (mayInterview: boolean): readonly Column<Offender>[] => [
  { title: '企业', minWidth: 200, value: (o) => o.name, cell: (o) => <Link className="row-link" to={`${pages.subjects.path}/${o.subjectId}`}>{o.name}</Link> },
  { title: '统一社会信用代码', value: (o) => o.uscc, cell: (o) => <span className="mono">{o.uscc}</span>, width: 190 },
  { title: '区县', value: (o) => o.district ?? '', width: 100 },
  { title: '公示中的处罚', value: (o) => o.penalties, align: 'right', width: 120 },
  { title: '最近一次', value: (o) => day(o.latestOn), width: 140 },
  { title: '关联企业', value: (o) => o.related, align: 'right', width: 100 },
  {
    title: '约谈',
    value: (o) => (o.interviewId === null ? '' : '已约谈'),
    cell: (o) => (o.interviewId !== null ? <Link to={`${pages.interviews.path}/${o.interviewId}`}>看记录</Link> : mayInterview ? <Link to={`${pages.interviews.path}?firmId=${o.subjectId}`}>发约谈通知</Link> : '—'),
    width: 120,
  },
]

const relatedColumns: readonly Column<Related>[] = [
  { title: '企业', minWidth: 200, value: (r) => r.name },
  { title: '统一社会信用代码', value: (r) => r.uscc, cell: (r) => <span className="mono">{r.uscc}</span>, width: 190 },
  { title: '提示', minWidth: 240, value: (r) => `与“${r.becauseOf}”法定代表人相同` },
  { title: '自身公示中的处罚', value: (r) => r.penalties, align: 'right', width: 150 },
]

const districtColumns: readonly Column<District>[] = [
  { title: '区县', minWidth: 120, value: (d) => d.district },
  { title: '今天可以申请', value: (d) => d.now, align: 'right', width: 140 },
  { title: '明天起可以申请', value: (d) => d.tomorrow, align: 'right', width: 150 },
  { title: '之后几天', value: (d) => d.ahead, align: 'right', width: 120 },
]

/** 监测预警: who was punished again and again, who belongs together, and whom to invite to repair. It restricts nobody. */
export function MonitoringPage() {
  const found = useQuery(monitoringQuery)
  const { roles } = useStaff()
  if (found.data === undefined) return <Page title={pages.monitoring.title}>{found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={6} />}</Page>
  const { offenders, related, repairable, penalties, months, aheadDays } = found.data
  const tomorrow = repairable.reduce((sum, d) => sum + d.tomorrow, 0)
  return (
    <Page title={pages.monitoring.title} note={`只作提示：${months / 12} 年内有 ${penalties} 次以上处罚仍在公示的企业，及其关联企业。`}>
      <Section title="可以申请修复的企业" aside={mayDo(roles, 'invite-repair') ? <Invite districts={repairable.map((d) => d.district)} /> : undefined}>
        {repairable.length === 0 ? (
          <Empty title={`${aheadDays} 天内没有企业的记录达到可修复的日期`} />
        ) : (
          <>
            <p className="prose">{tomorrow > 0 ? `有 ${tomorrow} 家企业明天起可以申请，可以邀请它们。` : `${aheadDays} 天内达到可修复日期的企业，按区县统计。`}</p>
            <Rows label="可以申请修复的企业" rows={repairable} columns={districtColumns} rowKey={(d) => d.district} />
          </>
        )}
        <Rounds />
      </Section>
      <Section title="多次受到处罚的企业">
        {offenders.length === 0 ? <Empty title="没有这样的企业" /> : <Rows label="多次受到处罚的企业" rows={offenders} columns={offenderColumns(mayDo(roles, 'hold-interview'))} rowKey={(o) => o.subjectId} />}
      </Section>
      <Section title="关联提示">
        {related.length === 0 ? <Empty title="没有关联企业">按已绑定的法定代表人比对，不显示是谁。</Empty> : <Rows label="关联提示" rows={related} columns={relatedColumns} rowKey={(r) => `${r.subjectId}${r.becauseOfUscc}`} />}
      </Section>
    </Page>
  )
}
