import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { organizationColumns } from './columns'
import { organizationList } from './queries'

/** 企业综合评价. */
export function OrganizationScores() {
  const filters = useFilters(['search'])
  const { search } = filters.values
  const source = useMemo(() => organizationList({ search }), [search])
  return (
    <Page title={pages.organizationScores.title} actions={<ExportButton name={pages.organizationScores.title} columns={organizationColumns} page={source.page} />}>
      <div className="filters" role="search">
        <SearchBox label="名称或信用代码" value={search} onSearch={(text) => filters.set('search', text)} />
      </div>
      <ListView
        source={source}
        label={pages.organizationScores.title}
        unit="户"
        columns={organizationColumns}
        rowKey={(row) => row.subjectId}
        to={(row) => `/organization-scores/${row.subjectId}`}
        empty={filters.active ? <EmptyFiltered title="没有符合条件的企业" clear={filters.clear} /> : <Empty title="还没有评价结果">企业数据归集后自动评价。</Empty>}
      />
    </Page>
  )
}
