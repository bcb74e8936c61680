import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { mayDo, pages } from '../../access'
import { type Column, Rows } from '../../app/list-view'
import { Page } from '../../app/page'
import { Bones, Empty, Failure, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { showsTitles, ZoneEditor } from './editor'
import { type Zone, zonesQuery } from './queries'

const columns: readonly Column<Zone>[] = [
  { title: '专区', value: (zone) => zone.title, cell: (zone) => <strong>{zone.title}</strong>, minWidth: 110 },
  { title: '代码', value: (zone) => zone.code, width: 110 },
  { title: '介绍', value: (zone) => zone.intro, minWidth: 220 },
  { title: '列哪些产品', value: (zone) => showsTitles[zone.shows], minWidth: 180 },
  { title: '可申请的产品', value: (zone) => zone.products, align: 'right', width: 120 },
  { title: '排序', value: (zone) => zone.position, align: 'right', width: 72 },
  { title: '状态', value: (zone) => (zone.isOpen ? '开放' : '已关闭'), cell: (zone) => <Mark tone={zone.isOpen ? 'good' : 'plain'}>{zone.isOpen ? '开放' : '已关闭'}</Mark>, width: 88 },
]

const actColumn = (edit: (zone: Zone) => void): Column<Zone> => ({
  title: '操作',
  value: () => '',
  cell: (zone) => (
    <Button size="small" aria-label={`修改专区：${zone.title}`} onClick={() => edit(zone)}>
      修改
    </Button>
  ),
  width: 80,
})

/** 贷款专区: what firms choose products by, kept by the office. */
export function LoanZones() {
  const zones = useQuery(zonesQuery)
  const mayEdit = mayDo(useStaff().roles, 'edit-loan-zone')
  const [editing, setEditing] = useState<Zone | 'new' | null>(null)
  return (
    <Page
      title={pages.loanZones.title}
      note="关闭的专区企业看不到，产品也不能再选；已经选了它的产品照常申请。"
      actions={
        mayEdit ? (
          <Button type="primary" disabled={zones.data === undefined} onClick={() => setEditing('new')}>
            新增专区
          </Button>
        ) : undefined
      }
    >
      {zones.data === undefined ? (
        zones.isError ? <Failure error={zones.error} retry={() => void zones.refetch()} retrying={zones.isFetching} /> : <Bones label="正在读取贷款专区" />
      ) : zones.data.items.length === 0 ? (
        <Empty title="还没有专区" />
      ) : (
        <Rows label={pages.loanZones.title} rows={zones.data.items} columns={mayEdit ? [...columns, actColumn(setEditing)] : columns} rowKey={(zone) => zone.code} />
      )}
      {editing !== null && <ZoneEditor {...(editing === 'new' ? {} : { zone: editing })} after={Math.max(0, ...(zones.data?.items ?? []).map((zone) => zone.position))} onClose={() => setEditing(null)} />}
    </Page>
  )
}
