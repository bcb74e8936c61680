import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { day, instant } from '../../lib/format'
import type { Objection } from './queries'

export const objectionStatuses: Readonly<Record<Objection['status'], { title: string; tone: Tone }>> = {
  open: { title: '待处理', tone: 'wait' },
  upheld: { title: '维持', tone: 'plain' },
  corrected: { title: '已更正', tone: 'good' },
  withdrawn: { title: '已撤销', tone: 'good' },
}

export const ObjectionMark = ({ status }: { status: Objection['status'] }) => <Mark tone={objectionStatuses[status].tone}>{objectionStatuses[status].title}</Mark>

const dueText = ({ clock }: Objection) => (clock === null ? '' : `${day(clock.dueOn)}${clock.step === 'forward' ? '转交' : '办结'}${clock.urgency === 'red' ? '，超期' : clock.urgency === 'amber' ? '，将到期' : ''}`)

export const objectionColumns: readonly Column<Objection>[] = [
  {
    title: '记录类别',
    minWidth: 180,
    value: (objection) => objection.itemTitle,
    cell: (objection) => (
      <Link className="row-link" to={`/objections/${objection.objectionId}`}>
        {objection.itemTitle}
      </Link>
    ),
  },
  { title: '来源单位', value: (objection) => objection.sourceOffice ?? '', width: 200 },
  { title: '认定日期', value: (objection) => (objection.decidedOn === null ? '' : day(objection.decidedOn)), width: 140 },
  { title: '提交', value: (objection) => instant(objection.filedAt), width: 170 },
  { title: '办结期限', value: dueText, cell: (objection) => <span className={objection.clock?.urgency === 'red' ? 'act-text nowrap' : 'nowrap'}>{dueText(objection)}</span>, width: 190 },
  { title: '督办', value: ({ status, escalatedAt }) => (status === 'open' && escalatedAt !== null ? '已升级' : ''), width: 84 },
  { title: '状态', value: (objection) => objectionStatuses[objection.status].title, cell: (objection) => <ObjectionMark status={objection.status} />, width: 96 },
]
