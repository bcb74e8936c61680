import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { day, instant } from '../../lib/format'
import type { Commitment, Template } from './queries'

export const commitmentStatuses: Readonly<Record<Commitment['status'], { title: string; tone: Tone }>> = {
  hearing: { title: '听取说明', tone: 'act' },
  open: { title: '履行中', tone: 'wait' },
  kept: { title: '已践诺', tone: 'good' },
  broken: { title: '违背承诺', tone: 'plain' },
}

export const CommitmentMark = ({ status }: { status: Commitment['status'] }) => <Mark tone={commitmentStatuses[status].tone}>{commitmentStatuses[status].title}</Mark>

const URGENT: Readonly<Record<Commitment['urgency'], string>> = { red: '已超期', amber: '将到期', none: '' }
const dueText = ({ dueOn, urgency }: Commitment) => (dueOn === null ? '—' : `${day(dueOn)}${urgency === 'none' ? '' : `（${URGENT[urgency]}）`}`)

export const commitmentColumns: readonly Column<Commitment>[] = [
  {
    title: '承诺',
    minWidth: 190,
    value: (one) => one.title,
    cell: (one) => (
      <Link className="row-link" to={`/commitments/${one.commitmentId}`}>
        {one.title}
      </Link>
    ),
  },
  { title: '承诺人', minWidth: 170, value: (one) => one.subjectName },
  { title: '核查单位', value: (one) => one.office, width: 170 },
  { title: '到期', value: dueText, cell: (one) => <span className={one.urgency === 'red' ? 'act-text' : undefined}>{dueText(one)}</span>, width: 200 },
  { title: '签署', value: (one) => instant(one.signedAt), cell: (one) => <span className="nowrap">{instant(one.signedAt)}</span>, width: 150 },
  { title: '状态', value: (one) => commitmentStatuses[one.status].title, cell: (one) => <CommitmentMark status={one.status} />, width: 100 },
]

const WHO: Readonly<Record<Template['who'], string>> = { person: '个人', organization: '企业', both: '个人、企业' }

export const templateColumns: readonly Column<Template>[] = [
  {
    title: '模板',
    minWidth: 180,
    value: (t) => t.title,
    cell: (t) => (
      <>
        <strong>{t.title}</strong>
        <p className="quiet mono">{t.textVersion}</p>
      </>
    ),
  },
  { title: '类型', value: (t) => t.kind, width: 110 },
  { title: '谁签', value: (t) => WHO[t.who], width: 110 },
  { title: '核查单位', value: (t) => t.office, width: 180 },
  { title: '核查', value: (t) => t.checks.map((c) => `${c.title}（${c.dueWorkingDays} 个工作日）`).join('、'), minWidth: 220 },
  { title: '公示', value: (t) => (t.publish ? '企业公示' : '不公示'), width: 100 },
]
