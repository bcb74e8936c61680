import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { day } from '../../lib/format'
import type { RepairLine } from './queries'

type Colour = NonNullable<NonNullable<RepairLine['clock']>['colour']>

const COLOURS: Readonly<Record<Colour, { title: string; tone: Tone }>> = {
  red: { title: '逾期', tone: 'act' },
  amber: { title: '临期', tone: 'wait' },
  green: { title: '正常', tone: 'good' },
  paused: { title: '暂停', tone: 'plain' },
}

/** Colour and word together: nobody has to tell red from green. */
export const ClockMark = ({ colour }: { colour: Colour | null }) => (colour === null ? <Mark tone="plain">已办</Mark> : <Mark tone={COLOURS[colour].tone}>{COLOURS[colour].title}</Mark>)

/** `受理 2026年11月23日（暂估）`. */
export function clockWords(clock: RepairLine['clock']): string {
  if (clock === null) return ''
  const when = clock.dueOn === null ? '等待申请人' : `${day(clock.dueOn)}前${clock.provisional ? '（暂估）' : ''}`
  return `${clock.title} ${when}`
}

export const statusTone = (status: RepairLine['status']): Tone => (status === 'effective' ? 'good' : status === 'refused' || status === 'withdrawn' ? 'plain' : 'wait')

export const repairColumns: readonly Column<RepairLine>[] = [
  {
    title: '申请',
    minWidth: 130,
    value: (line) => `${line.kindTitle} ${line.itemTitle}`,
    cell: (line) => (
      <Link className="row-link" to={`/repair-cases/${line.caseId}`}>
        {line.kind === 'repair' ? line.itemTitle : `${line.kindTitle}：${line.itemTitle}`}
      </Link>
    ),
  },
  { title: '主体', value: (line) => line.subjectName, minWidth: 170 },
  { title: '认定单位', value: (line) => line.office, width: 180 },
  { title: '状态', value: (line) => line.statusTitle, cell: (line) => <Mark tone={statusTone(line.status)}>{line.statusTitle}</Mark>, width: 140 },
  {
    title: '时限',
    value: (line) => clockWords(line.clock),
    cell: (line) =>
      line.clock === null ? (
        ''
      ) : (
        <>
          <ClockMark colour={line.clock.colour} /> {clockWords(line.clock)}
        </>
      ),
    width: 240,
  },
  { title: '督办', value: (line) => [line.escalated ? '已升级' : '', line.lateChannels > 0 ? `${line.lateChannels} 个渠道迟报` : ''].filter(Boolean).join('；'), width: 130 },
]
