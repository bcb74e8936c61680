import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark } from '../../app/states'
import { day } from '../../lib/format'
import type { Hit, SubjectRecord } from './queries'

export const kindTitles = { person: '个人', organization: '企业或其他组织' } as const

export const hitColumns: readonly Column<Hit>[] = [
  {
    title: '主体',
    minWidth: 220,
    value: (hit) => hit.name,
    cell: (hit) => (
      <Link className="row-link" to={`/subjects/${hit.subjectId}`}>
        {hit.name}
      </Link>
    ),
  },
  { title: '类别', value: (hit) => kindTitles[hit.kind], width: 150 },
  { title: '号码', value: (hit) => hit.identifier, cell: (hit) => <span className="mono">{hit.identifier}</span>, width: 220 },
  { title: '区县', value: (hit) => hit.district ?? '', width: 120 },
]

export const recordColumns: readonly Column<SubjectRecord>[] = [
  {
    title: '记录',
    minWidth: 200,
    value: (record) => record.itemTitle,
    cell: (record) => (
      <>
        {record.itemTitle} {record.objection !== null && <Mark tone="wait">异议处理中</Mark>}
      </>
    ),
  },
  { title: '来源单位', value: (record) => record.sourceOffice, width: 220 },
  { title: '认定日期', value: (record) => day(record.decidedOn), cell: (record) => <span className="nowrap">{day(record.decidedOn)}</span>, width: 140 },
  { title: '档案显示至', value: (record) => (record.shownUntil === null ? '长期' : day(record.shownUntil)), cell: (record) => <span className="nowrap">{record.shownUntil === null ? '长期' : day(record.shownUntil)}</span>, width: 140 },
]

/** What the row says when unfolded: every field the role may read. */
export const recordMore = (record: SubjectRecord) => (
  <dl className="audit-more">
    {record.fields.map(({ name, title, value }) => (
      <div key={name}>
        <dt>{title}</dt>
        <dd>{value}</dd>
      </div>
    ))}
    {record.fields.length === 0 && <div>这条记录没有您可以查看的字段。</div>}
  </dl>
)
