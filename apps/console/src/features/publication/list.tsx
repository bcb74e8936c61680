import { Input } from 'antd'
import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { publicationColumns, publicationMore, statusTitles } from './columns'
import { publicationList, useFilterChoices } from './queries'

const choices = (titles: readonly string[]) => titles.map((title) => ({ value: title, label: title }))

/** A day in the address; the browser's own picker. */
const DayBox = ({ label, value, onChange }: { label: string; value: string | undefined; onChange: (day: string | undefined) => void }) => (
  <Input type="date" aria-label={label} title={label} style={{ width: 150 }} value={value ?? ''} onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)} />
)

/** 信用公示: what is on display, what ended, what is not shown, and by which rule. */
export function PublicationList() {
  const filters = useFilters(['status', 'kind', 'office', 'district', 'from', 'to', 'keyword'])
  const { status, kind, office, district, from, to, keyword } = filters.values
  const source = useMemo(() => publicationList({ status, kind, office, district, from, to, keyword }), [status, kind, office, district, from, to, keyword])
  const known = useFilterChoices().data
  return (
    <Page title={pages.publications.title} note="到期自动停止公示。自然人的记录不公示，也不在这里。" actions={<ExportButton name={pages.publications.title} columns={publicationColumns} page={source.page} />}>
      <div className="filters" role="search">
        <SearchBox label="企业、文号或事项" value={keyword} onSearch={(text) => filters.set('keyword', text)} />
        <Choice label="状态" value={status} options={Object.entries(statusTitles).map(([value, label]) => ({ value, label }))} onChange={(next) => filters.set('status', next)} width={110} />
        <Choice label="类别" value={kind} options={(known?.kinds ?? []).map((k) => ({ value: k.kind, label: k.title }))} onChange={(next) => filters.set('kind', next)} />
        <Choice label="机关" value={office} options={choices(known?.offices ?? [])} onChange={(next) => filters.set('office', next)} width={220} />
        <Choice label="区县" value={district} options={choices(known?.districts ?? [])} onChange={(next) => filters.set('district', next)} width={120} />
        <DayBox label="决定日期从" value={from} onChange={(next) => filters.set('from', next)} />
        <DayBox label="决定日期到" value={to} onChange={(next) => filters.set('to', next)} />
      </div>
      <ListView
        source={source}
        label={pages.publications.title}
        unit="条"
        columns={publicationColumns}
        rowKey={(p) => p.recordId}
        expand={publicationMore}
        empty={filters.active ? <EmptyFiltered title="没有符合条件的公示" clear={filters.clear} /> : <Empty title="还没有公示的记录" />}
      />
    </Page>
  )
}
