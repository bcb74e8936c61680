import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { day } from '../../lib/format'
import type { Publication, Status } from './queries'

export const statusTitles: Readonly<Record<Status, string>> = { shown: '公示中', ended: '已停止', withheld: '不公示' }

const tones: Readonly<Record<Status, Tone>> = { shown: 'good', ended: 'plain', withheld: 'plain' }

const until = (p: Publication) => (p.status === 'withheld' ? '—' : p.endsOn === null ? '移出为止' : day(p.endsOn))

export const publicationColumns: readonly Column<Publication>[] = [
  {
    title: '主体',
    minWidth: 200,
    value: (p) => p.name,
    cell: (p) => (
      <>
        <strong>{p.name}</strong>
        <p className="quiet mono">{p.uscc}</p>
      </>
    ),
  },
  { title: '统一社会信用代码', value: (p) => p.uscc, cell: null },
  {
    title: '事项',
    minWidth: 200,
    value: (p) => p.title,
    cell: (p) => (
      <>
        {p.title}
        <p className="quiet">{[p.itemTitle, p.documentNumber].filter((part) => part !== null).join(' · ')}</p>
      </>
    ),
  },
  { title: '目录项', value: (p) => p.itemTitle, cell: null },
  { title: '文号', value: (p) => p.documentNumber ?? '', cell: null },
  { title: '机关', value: (p) => p.office, width: 170 },
  { title: '决定', value: (p) => p.decidedOn, cell: (p) => <span className="nowrap">{day(p.decidedOn)}</span>, width: 116 },
  {
    title: '状态',
    value: (p) => statusTitles[p.status],
    cell: (p) => (
      <>
        <Mark tone={tones[p.status]}>{statusTitles[p.status]}</Mark>
        {p.reason !== null && <p className="quiet">{p.reason}</p>}
      </>
    ),
    width: 116,
  },
  { title: '原因', value: (p) => p.reason ?? '', cell: null },
  { title: '公示自', value: (p) => p.startsOn, cell: null },
  { title: '停止公示', value: until, cell: (p) => <span className="nowrap">{until(p)}</span>, width: 116 },
  {
    title: '规则',
    value: (p) => `${p.rule.title} ${p.rule.className}`,
    cell: (p) => (
      <>
        {p.rule.className}
        {!p.rule.verified && (
          <p className="quiet" title={p.rule.sourceRef}>
            以官方文本为准
          </p>
        )}
      </>
    ),
    width: 130,
  },
]

/** What the row says when unfolded: the rule behind the end, the other rule beside it, and the content as published. */
export const publicationMore = (p: Publication) => {
  const lines: readonly (readonly [string, string])[] = [
    ['依据', `${p.rule.title}：${p.rule.sourceRef}`],
    ['公示自', day(p.startsOn)],
    ...(p.repairableOn === null ? [] : [['可申请修复', `${day(p.repairableOn)} 起`] as const]),
    ...(p.other === null ? [] : [['按现行规则', p.other.endsOn === null ? `${p.other.ruleId}：没有终止日` : `${p.other.ruleId}：${day(p.other.endsOn)} 停止`] as const]),
    ...p.fields.map(({ title, value }) => [title, value] as const),
  ]
  return (
    <dl className="audit-more">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
