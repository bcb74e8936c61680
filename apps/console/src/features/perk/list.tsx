import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, SearchBox, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { PerkEditor } from './editor'
import { perkColumns, perkStatuses } from './columns'
import { perkList, scenesQuery } from './queries'

const statusOptions = Object.entries(perkStatuses).map(([value, { title }]) => ({ value, label: title }))

/** 信易+ 权益; Enter opens the perk. */
export function PerkList() {
  const filters = useFilters(['search', 'scene', 'status'])
  const { search, scene, status } = filters.values
  const source = useMemo(() => perkList({ search, scene, status }), [search, scene, status])
  const scenes = useQuery(scenesQuery)
  const [drafting, setDrafting] = useState(false)
  const mayDraft = mayDo(useStaff().roles, 'edit-perk')
  return (
    <Page title={pages.perks.title} actions={
        <>
          <ExportButton name={pages.perks.title} columns={perkColumns} page={source.page} />
          {mayDraft && (
            <Button type="primary" onClick={() => setDrafting(true)}>
              起草权益
            </Button>
          )}
        </>
      }>
      <div className="filters" role="search">
        <SearchBox label="权益或商户名称" value={search} onSearch={(text) => filters.set('search', text)} />
        <Choice label="场景" value={scene} options={scenes.data?.items.map((item) => ({ value: item.code, label: item.title })) ?? []} onChange={(value) => filters.set('scene', value)} />
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.perks.title}
        unit="项"
        columns={perkColumns}
        rowKey={(perk) => perk.perkId}
        to={(perk) => `/perks/${perk.perkId}`}
        empty={filters.active ? <EmptyFiltered title="没有符合条件的权益" clear={filters.clear} /> : <Empty title="还没有权益">商户发布权益后会列在这里。</Empty>}
      />
      {mayDraft && drafting && <PerkEditor open onClose={() => setDrafting(false)} />}
    </Page>
  )
}
