import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { flagColumns, flagKinds, flagStatuses } from './columns'
import { type Flag, flagList } from './queries'

const optionsOf = (titles: Readonly<Record<string, { title: string }>>) => Object.entries(titles).map(([value, { title }]) => ({ value, label: title }))
const oneOf = <K extends string>(value: string | undefined, known: Readonly<Record<K, unknown>>): K | undefined => (value !== undefined && value in known ? (value as K) : undefined)

/** 核销预警: patterns worth a look. A flag turns nobody away; what went too fast waited some minutes and was told so. */
export function FlagList() {
  const filters = useFilters(['status', 'kind'])
  const status: Flag['status'] | undefined = oneOf(filters.values.status, flagStatuses)
  const kind: Flag['kind'] | undefined = oneOf(filters.values.kind, flagKinds)
  const source = useMemo(() => flagList({ ...(status === undefined ? {} : { status }), ...(kind === undefined ? {} : { kind }) }), [status, kind])
  return (
    <Page title={pages.flags.title} note="只作提示，不拦居民。核销过快的会暂缓几分钟，当事人看得到原因。" actions={<ExportButton name={pages.flags.title} columns={flagColumns} page={source.page} />}>
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={optionsOf(flagStatuses)} onChange={(value) => filters.set('status', value)} />
        <Choice label="类别" value={kind} options={optionsOf(flagKinds)} onChange={(value) => filters.set('kind', value)} />
      </div>
      <ListView source={source} label={pages.flags.title} unit="条" columns={flagColumns} rowKey={(flag) => flag.flagId} to={(flag) => `/flags/${flag.flagId}`} empty={filters.active ? <EmptyFiltered title="没有这样的预警" clear={filters.clear} /> : <Empty title="没有预警">核销过快或反复核销时会列在这里。</Empty>} />
    </Page>
  )
}
