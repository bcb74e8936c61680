import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { instant } from '../../lib/format'
import type { Application, ApplicationCase } from './queries'

export const applicationStatuses: Readonly<Record<Application['status'], { title: string; tone: Tone }>> = {
  draft: { title: '录入中', tone: 'plain' },
  submitted: { title: '待审核', tone: 'wait' },
  returned: { title: '待补正', tone: 'plain' },
  approved: { title: '已通过', tone: 'good' },
  refused: { title: '未通过', tone: 'plain' },
}

export function ApplicationMark({ status }: { status: Application['status'] }) {
  const { title, tone } = applicationStatuses[status]
  return <Mark tone={tone}>{title}</Mark>
}

export const checkWords: Readonly<Record<ApplicationCase['checks'][number]['result'], { title: string; tone: Tone }>> = {
  pass: { title: '通过', tone: 'good' },
  fail: { title: '不符', tone: 'act' },
  unknown: { title: '待核对', tone: 'wait' },
}

export const applicationColumns: readonly Column<Application>[] = [
  {
    title: '商户名称',
    minWidth: 160,
    value: (application) => application.name,
    cell: (application) => (
      <Link className="row-link" to={`/merchant-applications/${application.applicationId}`}>
        {application.name}
      </Link>
    ),
  },
  { title: '企业', value: (application) => application.firmName, minWidth: 180 },
  { title: '统一社会信用代码', value: (application) => application.uscc, cell: (application) => <span className="mono">{application.uscc}</span>, width: 190 },
  { title: '门店', value: (application) => application.storeCount, align: 'right', width: 72 },
  { title: '未通过的核对', value: (application) => application.checksFailed, align: 'right', width: 120 },
  { title: '提交', value: (application) => (application.submittedAt === null ? '' : instant(application.submittedAt)), width: 170 },
  { title: '状态', value: (application) => applicationStatuses[application.status].title, cell: (application) => <ApplicationMark status={application.status} />, width: 96 },
]
