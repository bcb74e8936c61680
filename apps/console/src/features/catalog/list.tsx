import { pages } from '../../access'
import { type Column, Rows } from '../../app/list-view'
import { Page } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { type CatalogItem, useCatalog } from './queries'

const SUBJECTS: Readonly<Record<CatalogItem['subjectKind'], string>> = { person: '自然人', organization: '组织', both: '自然人、组织' }

const kept = (months: number | null) => (months === null ? '存续期间' : months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`)

const catalogColumns: readonly Column<CatalogItem>[] = [
  {
    title: '目录项',
    minWidth: 170,
    value: (item) => item.title,
    cell: (item) => (
      <>
        <strong>{item.title}</strong>
        <p className="quiet mono">{item.code}</p>
      </>
    ),
  },
  { title: '类别', value: (item) => item.kindTitle, width: 120 },
  { title: '来源单位', value: (item) => item.sourceOffice, width: 190 },
  { title: '主体', value: (item) => SUBJECTS[item.subjectKind], width: 116 },
  { title: '公开', value: (item) => (item.publicity === 'public' ? '公开' : '仅授权'), width: 84 },
  { title: '保存', value: (item) => kept(item.retentionMonths), align: 'right', width: 96 },
  { title: '评分', value: (item) => (item.scorable ? '可用' : '不用'), width: 72 },
]

const fieldsOf = (item: CatalogItem) => `内容：${item.fields.map((f) => (f.required ? f.title : `${f.title}（可空）`)).join('、')}`

/** 公共信用信息目录: the city's file as it is in force. What is not here cannot be imported. */
export function CatalogList() {
  const { data, error, refetch, isFetching } = useCatalog()
  return (
    <Page title={pages.catalog.title} note={data === undefined ? undefined : `${data.title}，共 ${data.items.length} 项。目录外的记录无法入库。`}>
      {data !== undefined ? (
        <Rows label={pages.catalog.title} rows={data.items} columns={catalogColumns} rowKey={(item) => item.code} expand={fieldsOf} />
      ) : error === null ? (
        <Bones label={`正在读取${pages.catalog.title}`} />
      ) : (
        <Failure error={error} retry={() => void refetch()} retrying={isFetching} />
      )}
    </Page>
  )
}
