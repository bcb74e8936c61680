import { useMemo } from 'react'
import { Link } from 'react-router'
import { mayDo, pages } from '../../access'
import { Choice, useFilters } from '../../app/filters'
import { type Column, EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty, Mark, type Tone } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { day, instant } from '../../lib/format'
import { NoticeForm } from './forms'
import { type InterviewLine, interviewList } from './queries'

export const interviewStatuses: Readonly<Record<InterviewLine['status'], { title: string; tone: Tone }>> = {
  notified: { title: '已通知', tone: 'wait' },
  held: { title: '已约谈', tone: 'plain' },
  appealed: { title: '申诉中', tone: 'act' },
  upheld: { title: '申诉维持', tone: 'plain' },
  revoked: { title: '已撤销', tone: 'good' },
  cancelled: { title: '已取消', tone: 'plain' },
}

export const InterviewMark = ({ status }: { status: InterviewLine['status'] }) => <Mark tone={interviewStatuses[status].tone}>{interviewStatuses[status].title}</Mark>

const columns: readonly Column<InterviewLine>[] = [
  { title: '企业', minWidth: 200, value: (one) => one.firmName, cell: (one) => <Link className="row-link" to={`/interviews/${one.interviewId}`}>{one.firmName}</Link> },
  { title: '约谈时间', value: (one) => instant(one.appointedAt), width: 160 },
  { title: '通知', value: (one) => instant(one.notifiedAt), width: 160 },
  { title: '申诉期限', value: (one) => (one.appealUntil === null ? '' : day(one.appealUntil)), width: 140 },
  { title: '状态', value: (one) => interviewStatuses[one.status].title, cell: (one) => <InterviewMark status={one.status} />, width: 110 },
]
const options = Object.entries(interviewStatuses).map(([value, { title }]) => ({ value, label: title }))
const isStatus = (value: string | undefined): value is InterviewLine['status'] => value !== undefined && value in interviewStatuses

/** 约谈: notice, the firm's statement, result, appeal. */
export function InterviewList() {
  const filters = useFilters(['status', 'firmId'])
  const { firmId } = filters.values
  const status = isStatus(filters.values.status) ? filters.values.status : undefined
  const source = useMemo(() => interviewList(status === undefined ? {} : { status }), [status])
  const mayHold = mayDo(useStaff().roles, 'hold-interview')
  return (
    <Page title={pages.interviews.title} note="企业可以事先说明；不认可结果的，可以申诉，由另一人处理。">
      {mayHold && firmId !== undefined && <NoticeForm firmId={firmId} />}
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={options} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView source={source} label={pages.interviews.title} unit="次" columns={columns} rowKey={(one) => one.interviewId} to={(one) => `/interviews/${one.interviewId}`} empty={status !== undefined ? <EmptyFiltered title="没有这种状态的约谈" clear={filters.clear} /> : <Empty title="没有约谈">在监测预警里选择企业，发约谈通知。</Empty>} />
    </Page>
  )
}
