import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { instant, shopWords } from '../../lib/format'
import type { Report } from './queries'

export const reportStatuses: Readonly<Record<Report['status'], { title: string; tone: Tone }>> = {
  open: { title: '待核查', tone: 'wait' },
  upheld: { title: '属实，已撤销', tone: 'act' },
  refused: { title: '不属实', tone: 'plain' },
}

export const ReportMark = ({ status }: { status: Report['status'] }) => <Mark tone={reportStatuses[status].tone}>{reportStatuses[status].title}</Mark>

export const reportColumns: readonly Column<Report>[] = [
  {
    title: '凭据号',
    value: (report) => report.receiptNo,
    cell: (report) => (
      <Link className="row-link mono" to={`/not-me/${report.reportId}`}>
        {report.receiptNo}
      </Link>
    ),
    width: 170,
  },
  { title: '权益', minWidth: 160, value: (report) => report.perkTitle },
  { title: '门店', minWidth: 200, value: (report) => `${report.merchantName} ${report.storeName}`, cell: shopWords },
  { title: '使用时间', value: (report) => instant(report.redeemedAt), width: 150 },
  { title: '反映时间', value: (report) => instant(report.filedAt), width: 150 },
  { title: '状态', value: (report) => reportStatuses[report.status].title, cell: (report) => <ReportMark status={report.status} />, width: 130 },
]
