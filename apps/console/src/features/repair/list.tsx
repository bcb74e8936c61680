import { useMemo } from 'react'
import { pages } from '../../access'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { repairColumns } from './columns'
import { type Filter, repairList } from './queries'

const STATUSES = [
  { value: 'submitted', label: '待受理' },
  { value: 'correcting', label: '待补正' },
  { value: 'accepted', label: '已受理' },
  { value: 'reviewing', label: '审核中' },
  { value: 'approved', label: '正在同步' },
  { value: 'effective', label: '修复完成' },
  { value: 'refused', label: '不予修复' },
  { value: 'withdrawn', label: '已撤回' },
] as const
const CLOCKS = [
  { value: 'red', label: '逾期' },
  { value: 'amber', label: '临期' },
  { value: 'escalated', label: '已升级督办' },
  { value: 'late-channel', label: '渠道迟报' },
] as const

const known = <T extends string>(options: readonly { value: T }[], value: string | undefined): T | undefined => options.find((o) => o.value === value)?.value

/** 信用修复: what is most urgent stands first. */
export function RepairList() {
  const filters = useFilters(['status', 'clock'])
  const status = known(STATUSES, filters.values.status)
  const clock = known(CLOCKS, filters.values.clock)
  const source = useMemo(() => {
    const filter: Filter = { ...(status ? { status } : {}), ...(clock ? { clock } : {}) }
    return repairList(filter)
  }, [status, clock])
  return (
    <Page title={pages.repairCases.title} note="按时限排列，最急的在前。打开一件，当事人会在“谁查过我”里看到。">
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={[...STATUSES]} onChange={(value) => filters.set('status', value)} />
        <Choice label="时限" value={clock} options={[...CLOCKS]} onChange={(value) => filters.set('clock', value)} />
      </div>
      <ListView
        source={source}
        label={pages.repairCases.title}
        unit="件"
        columns={repairColumns}
        rowKey={(line) => line.caseId}
        to={(line) => `/repair-cases/${line.caseId}`}
        empty={filters.active ? <EmptyFiltered title="没有这样的修复申请" clear={filters.clear} /> : <Empty title="没有修复申请">企业或居民提交申请后会列在这里。</Empty>}
      />
    </Page>
  )
}
