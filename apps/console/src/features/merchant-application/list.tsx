import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { applicationColumns, applicationStatuses } from './columns'
import { PaperForm } from './paper'
import { applicationDecisions, applicationList } from './queries'

const statusOptions = Object.entries(applicationStatuses).map(([value, { title }]) => ({ value, label: title }))
const isStatus = (value: string | undefined): value is keyof typeof applicationStatuses => value !== undefined && value in applicationStatuses

/** 入驻申请. */
export function ApplicationList() {
  const filters = useFilters(['status'])
  const status = isStatus(filters.values.status) ? filters.values.status : undefined
  const source = useMemo(() => applicationList(status === undefined ? {} : { status }), [status])
  const [entering, setEntering] = useState(false)
  const mayDecide = mayDo(useStaff().roles, 'decide-application')
  return (
    <Page
      title={pages.merchantApplications.title}
      actions={
        <>
          <ExportButton name={pages.merchantApplications.title} columns={applicationColumns} page={source.page} />
          {mayDecide && <Button onClick={() => setEntering(true)}>录入纸质申请</Button>}
        </>
      }
    >
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.merchantApplications.title}
        unit="件"
        columns={applicationColumns}
        rowKey={(application) => application.applicationId}
        to={(application) => `/merchant-applications/${application.applicationId}`}
        decisions={mayDecide ? applicationDecisions : undefined}
        empty={filters.active ? <EmptyFiltered title="没有这种状态的申请" clear={filters.clear} /> : <Empty title="没有入驻申请">企业在小程序提交、或在这里录入后会列出来。</Empty>}
      />
      {entering && <PaperForm onClose={() => setEntering(false)} />}
    </Page>
  )
}
