import { Link } from 'react-router'
import { Actor } from '../../app/actor'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { count, day, instant, rate } from '../../lib/format'
import type { Group, Models, Organization, OrganizationDetail, Release, Simulation } from './queries'

/** Hundredths of a point: 62550 → `625.5`. */
export const points = (centi: number): string => (centi / 100).toLocaleString('zh-CN', { maximumFractionDigits: 2 })
export const signed = (centi: number): string => (centi > 0 ? `+${points(centi)}` : points(centi).replace('-', '−'))

const kinds: Readonly<Record<Release['subjectKind'], string>> = { person: '个人', organization: '企业' }
export const releaseStatuses: Readonly<Record<Release['status'], { title: string; tone: Tone }>> = {
  draft: { title: '草稿', tone: 'wait' },
  simulating: { title: '模拟中', tone: 'wait' },
  simulated: { title: '待批准', tone: 'act' },
  approved: { title: '已批准', tone: 'good' },
  withdrawn: { title: '已撤回', tone: 'plain' },
}
export const ReleaseStatus = ({ status }: { status: Release['status'] }) => <Mark tone={releaseStatuses[status].tone}>{releaseStatuses[status].title}</Mark>

export const modelColumns: readonly Column<Models['models'][number]>[] = [
  { title: '模型', value: (model) => model.title, minWidth: 220 },
  { title: '编号', value: (model) => model.modelId, cell: (model) => <span className="mono">{model.modelId}</span>, width: 180 },
  { title: '对象', value: (model) => kinds[model.subjectKind], width: 80 },
  { title: '生效日', value: (model) => day(model.effectiveFrom), width: 150 },
  { title: '状态', value: (model) => (model.inForce ? '在用' : '—'), cell: (model) => (model.inForce ? <Mark tone="good">在用</Mark> : '—'), width: 90 },
]

export const releaseColumns: readonly Column<Release>[] = [
  {
    title: '模型',
    minWidth: 200,
    value: (release) => release.title,
    cell: (release) => (
      <Link className="row-link" to={`/score-models/${release.releaseId}`}>
        {release.title}
      </Link>
    ),
  },
  { title: '编号', value: (release) => release.modelId, cell: (release) => <span className="mono">{release.modelId}</span>, width: 160 },
  { title: '对象', value: (release) => kinds[release.subjectKind], width: 72 },
  { title: '状态', value: (release) => releaseStatuses[release.status].title, cell: (release) => <ReleaseStatus status={release.status} />, width: 96 },
  { title: '提交人', value: (release) => release.author, cell: (release) => <Actor actor={release.author} />, width: 140 },
  { title: '提交时间', value: (release) => instant(release.createdAt), width: 150 },
  { title: '生效日', value: (release) => (release.effectiveFrom === null ? '—' : day(release.effectiveFrom)), width: 140 },
]

export const bandColumns: readonly Column<Simulation['bands'][number]>[] = [
  { title: '等级', value: (band) => band.title, minWidth: 120 },
  { title: '现在', value: (band) => band.before, align: 'right', width: 110 },
  { title: '新模型', value: (band) => band.after, align: 'right', width: 110 },
  { title: '向上跨入', value: (band) => band.crossedUp, align: 'right', width: 110 },
  { title: '向下跨出', value: (band) => band.crossedDown, align: 'right', width: 110 },
]

/** Below four fifths of the whole city's share a group needs a closer look. */
export const FAIR_BPS = 8000
export const needsLook = (group: Group): boolean => group.parityBps !== null && group.parityBps < FAIR_BPS

export const groupColumns = (title: string): readonly Column<Group>[] => [
  { title, value: (group) => group.title, minWidth: 130 },
  { title: '主体', value: (group) => group.subjects, align: 'right', width: 90 },
  { title: '上升', value: (group) => group.up, align: 'right', width: 90 },
  { title: '下降', value: (group) => group.down, align: 'right', width: 90 },
  { title: '平均变化', value: (group) => signed(group.meanDeltaCenti), align: 'right', width: 100 },
  { title: '前两档占比', value: (group) => `${rate(group.topBeforeBps)} → ${rate(group.topAfterBps)}`, align: 'right', width: 170 },
  {
    title: '与全市之比',
    value: (group) => (group.parityBps === null ? '—' : (group.parityBps / 10_000).toFixed(2)),
    cell: (group) => (group.parityBps === null ? '—' : needsLook(group) ? <Mark tone="act">{`${(group.parityBps / 10_000).toFixed(2)} 偏低`}</Mark> : (group.parityBps / 10_000).toFixed(2)),
    align: 'right',
    width: 120,
  },
]

/** One column for each grade's lower edge: how many of the group pass it upwards and downwards. */
export const crossingColumns = (title: string, edges: Group['crossings']): readonly Column<Group>[] => [
  { title, value: (group) => group.title, minWidth: 130 },
  ...edges.map(({ grade, title: name }): Column<Group> => {
    const of = (group: Group) => group.crossings.find((one) => one.grade === grade)
    return { title: `${name}：升入 / 跌出`, value: (group) => `${count(of(group)?.crossedUp ?? 0)} / ${count(of(group)?.crossedDown ?? 0)}`, align: 'right', minWidth: 140 }
  }),
]

export const organizationColumns: readonly Column<Organization>[] = [
  {
    title: '名称',
    minWidth: 200,
    value: (row) => row.name,
    cell: (row) => (
      <Link className="row-link" to={`/organization-scores/${row.subjectId}`}>
        {row.name}
      </Link>
    ),
  },
  { title: '统一社会信用代码', value: (row) => row.uscc, cell: (row) => <span className="mono">{row.uscc}</span>, width: 190 },
  { title: '区县', value: (row) => row.district ?? '—', width: 110 },
  { title: '等级', value: (row) => row.gradeTitle, cell: (row) => <Mark tone={row.vetoed ? 'act' : 'plain'}>{row.vetoed ? `${row.gradeTitle}（一票否决）` : row.gradeTitle}</Mark>, width: 150 },
  { title: '得分', value: (row) => points(row.totalCenti), align: 'right', width: 90 },
  { title: '评价日', value: (row) => day(row.day), width: 140 },
]

export const lineColumns: readonly Column<OrganizationDetail['lines'][number]>[] = [
  { title: '项目', value: (line) => line.title, minWidth: 140 },
  { title: '怎么算', value: (line) => line.rule, minWidth: 260 },
  { title: '来源单位', value: (line) => line.sourceOffice ?? '—', width: 170 },
  { title: '不再计的日子', value: (line) => (line.until === null ? '—' : day(line.until)), width: 140 },
  { title: '得分', value: (line) => signed(line.pointsCenti), align: 'right', width: 90 },
]

export const historyColumns: readonly Column<OrganizationDetail['history'][number]>[] = [
  { title: '日期', value: (row) => day(row.day), width: 140 },
  { title: '原因', value: (row) => row.reason, minWidth: 260 },
  { title: '变为', value: (row) => `${points(row.totalCenti)}（${row.gradeTitle}）`, align: 'right', width: 140 },
]

export const simulationSentence = (simulation: Simulation): string =>
  `按 ${day(simulation.day)} 的记录，与在用模型 ${simulation.againstModelId} 相比：共 ${count(simulation.subjects)} 个主体，上升 ${count(simulation.up)}，下降 ${count(simulation.down)}，不变 ${count(simulation.unchanged)}，平均变化 ${signed(simulation.meanDeltaCenti)} 分。`
