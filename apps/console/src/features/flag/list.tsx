import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { FigureCell } from '../../app/figure'
import { Choice, SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { flagAges, flagColumns, flagKinds, flagStatuses } from './columns'
import { flagCounts, flagDecisions, flagList } from './queries'

const optionsOf = (titles: Readonly<Record<string, { title: string }>>) => Object.entries(titles).map(([value, { title }]) => ({ value, label: title }))
const oneOf = <K extends string>(value: string | undefined, known: Readonly<Record<K, unknown>>): K | undefined => (value !== undefined && value in known ? (value as K) : undefined)

/** 风险看板: patterns of redemptions and of offline scans worth a look, as one list. A flag turns nobody away; what went too fast waited some minutes and was told so. */
export function FlagList() {
  const filters = useFilters(['status', 'kind', 'age', 'search'])
  const { search } = filters.values
  const status = oneOf(filters.values.status, flagStatuses)
  const kind = oneOf(filters.values.kind, flagKinds)
  const age = oneOf(filters.values.age, flagAges)
  const source = useMemo(() => flagList({ status, kind, age, search }), [status, kind, age, search])
  const mayClose = mayDo(useStaff().roles, 'close-flag')
  return (
    <Page title={pages.flags.title} note="核销和离线扫码中值得看一眼的情况。只作提示，不拦居民；核销过快的会暂缓几分钟，当事人看得到原因。" actions={<ExportButton name={pages.flags.title} columns={flagColumns} page={source.page} />}>
      <Kinds />
      <div className="filters" role="search">
        <SearchBox label="门店或商户名称" value={search} onSearch={(text) => filters.set('search', text)} />
        <Choice label="状态" value={status} options={optionsOf(flagStatuses)} onChange={(value) => filters.set('status', value)} width={120} />
        <Choice label="类别" value={kind} options={optionsOf(flagKinds)} onChange={(value) => filters.set('kind', value)} width={200} />
        <Choice label="发现时间" value={age} options={optionsOf(flagAges)} onChange={(value) => filters.set('age', value)} />
      </div>
      <ListView
        source={source}
        label={pages.flags.title}
        unit="条"
        columns={flagColumns}
        rowKey={(flag) => flag.flagId}
        to={(flag) => `/flags/${flag.flagId}`}
        decisions={mayClose ? flagDecisions : undefined}
        empty={filters.active ? <EmptyFiltered title="没有这样的预警" clear={filters.clear} /> : <Empty title="没有预警">核销过快、反复核销或离线扫码有疑点时会列在这里。</Empty>}
      />
    </Page>
  )
}

/** What there is of each kind; a number opens those that wait. */
function Kinds() {
  const items = useQuery(flagCounts).data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="card figures" aria-label="各类预警">
      {items.map(({ kind, open, lastWeek }) => (
        <FigureCell key={kind} figure={{ title: flagKinds[kind].title, value: open, unit: '条待核查', to: `${pages.flags.path}?status=open&kind=${kind}`, note: `近 7 天 ${lastWeek} 条` }} />
      ))}
    </section>
  )
}
