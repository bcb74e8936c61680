import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { auditColumns, auditMore } from './columns'
import { auditList } from './queries'

/** 审计: who did what to which thing, newest first; one tap on an id or an action shows only its trail. */
export function AuditList() {
  const filters = useFilters(['action', 'entityId'])
  const { action, entityId } = filters.values
  const source = useMemo(() => auditList({ action, entityId }), [action, entityId])
  const columns = auditColumns({ onAction: (action) => filters.set('action', action), onEntity: (id) => filters.set('entityId', id) })
  return (
    <Page title={pages.audit.title} note="只增不改，最新的在上面。" actions={<ExportButton name={pages.audit.title} columns={columns} page={source.page} />}>
      <div className="filters" role="search">
        <SearchBox label="动作，如 session.open" value={action} maxLength={60} onSearch={(text) => filters.set('action', text)} />
        <SearchBox label="对象编号" value={entityId} maxLength={60} width={320} onSearch={(text) => filters.set('entityId', text)} />
      </div>
      <ListView
        source={source}
        label={pages.audit.title}
        unit="条"
        columns={columns}
        rowKey={(entry) => entry.auditId}
        expand={auditMore}
        empty={filters.active ? <EmptyFiltered title="没有符合条件的审计记录" clear={filters.clear} /> : <Empty title="还没有审计记录" />}
      />
    </Page>
  )
}
