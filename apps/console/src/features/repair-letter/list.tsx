import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { type Column, EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty, Mark, type Tone } from '../../app/states'
import { day, instant } from '../../lib/format'
import { type Letter, letterList } from './queries'

const STATES: Readonly<Record<Letter['state'], { title: string; tone: Tone }>> = {
  made: { title: '等待送达', tone: 'act' },
  delivered: { title: '已送达，未签收', tone: 'wait' },
  acknowledged: { title: '已签收', tone: 'good' },
}
const OPTIONS = (Object.keys(STATES) as Letter['state'][]).map((value) => ({ value, label: STATES[value].title }))

const columns: readonly Column<Letter>[] = [
  { title: '主体', value: (l) => l.subjectName, minWidth: 180 },
  { title: '决定', value: (l) => `${l.itemTitle}，${day(l.decidedOn)}`, minWidth: 200 },
  { title: '认定单位', value: (l) => l.office, width: 180 },
  { title: '状态', value: (l) => STATES[l.state].title, cell: (l) => <Mark tone={STATES[l.state].tone}>{STATES[l.state].title}</Mark>, width: 140 },
  { title: '最早可申请', value: (l) => (l.earliestOn === null ? '' : `${day(l.earliestOn)}${l.verified ? '' : '（以官方文本为准）'}`), width: 200 },
  { title: '生成', value: (l) => instant(l.madeAt), width: 150 },
  { title: '送达', value: (l) => (l.deliveredAt === null ? '' : instant(l.deliveredAt)), width: 150 },
  { title: '签收', value: (l) => (l.acknowledgedAt === null ? '' : instant(l.acknowledgedAt)), width: 150 },
]

/** 两书同达: the letter on repair that goes with every decision, and whether it was read. */
export function RepairLetters() {
  const filters = useFilters(['state'])
  const state = OPTIONS.find((o) => o.value === filters.values.state)?.value
  const source = useMemo(() => letterList(state), [state])
  return (
    <Page title={pages.repairLetters.title} note="处罚等决定入库时，同时生成信用修复告知书；当事人有账号或绑定了法定代表人即送达。等待送达的，请与决定书一起当面或邮寄送达。" actions={<ExportButton name={pages.repairLetters.title} columns={columns} page={source.page} />}>
      <div className="filters" role="search">
        <Choice label="状态" value={state} options={OPTIONS} onChange={(value) => filters.set('state', value)} />
      </div>
      <ListView source={source} label={pages.repairLetters.title} unit="份" columns={columns} rowKey={(l) => l.letterId} empty={filters.active ? <EmptyFiltered title="没有这样的告知书" clear={filters.clear} /> : <Empty title="没有告知书">决定入库后会列在这里。</Empty>} />
    </Page>
  )
}
