import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { EmptyFiltered, ListView, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { count, rate } from '../../lib/format'
import { commitmentColumns, commitmentStatuses, templateColumns } from './columns'
import { type Commitment, commitmentList, figuresQuery, type Template, templatesQuery } from './queries'

const statusOptions = Object.entries(commitmentStatuses).map(([value, { title }]) => ({ value, label: title }))
const isStatus = (value: string | undefined): value is Commitment['status'] => value !== undefined && value in commitmentStatuses

/** 信用承诺: what is due for a check comes first. */
export function CommitmentList() {
  const filters = useFilters(['status'])
  const status = isStatus(filters.values.status) ? filters.values.status : undefined
  const source = useMemo(() => commitmentList(status === undefined ? {} : { status }), [status])
  return (
    <Page title={pages.commitments.title} note="先到期的在前。核查未通过的，先听取说明，再认定；个人违背承诺不扣分、不惩戒。" actions={<ExportButton name={pages.commitments.title} columns={commitmentColumns} page={source.page} />}>
      <Board />
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={statusOptions} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.commitments.title}
        unit="份"
        columns={commitmentColumns}
        rowKey={(one) => one.commitmentId}
        to={(one) => `/commitments/${one.commitmentId}`}
        empty={filters.active ? <EmptyFiltered title="没有这种状态的承诺" clear={filters.clear} /> : <Empty title="没有承诺">居民或企业在小程序里签署后会列在这里。</Empty>}
      />
      <Templates />
    </Page>
  )
}

function Board() {
  const { data } = useQuery(figuresQuery)
  const rows: readonly (readonly [string, string])[] = [
    ['企业承诺 / 存续企业（创建指标 13，目标 80%）', data === undefined ? '…' : `${count(data.commitments)} / ${count(data.firms)}${data.rateBps === null ? '' : `，${rate(data.rateBps)}`}`],
    ['履行中', data === undefined ? '…' : count(data.open)],
    ['听取说明', data === undefined ? '…' : count(data.hearing)],
    ['已超期', data === undefined ? '…' : count(data.overdue)],
    ['已践诺', data === undefined ? '…' : count(data.kept)],
    ['违背承诺', data === undefined ? '…' : count(data.broken)],
  ]
  return (
    <dl className="card facts">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const wordsOf = (t: Template) => (
  <ul className="commitment-words">
    {[...t.paragraphs, ...(t.consequence === null ? [] : [`后果（企业）：${t.consequence}`])].map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)

function Templates() {
  const { data, error, refetch, isFetching } = useQuery(templatesQuery)
  return (
    <Section title="承诺模板">
      {data !== undefined ? (
        <Rows label="承诺模板" rows={data.items} columns={templateColumns} rowKey={(t) => t.code} expand={wordsOf} />
      ) : error === null ? (
        <Bones lines={4} label="正在读取承诺模板" />
      ) : (
        <Failure error={error} retry={() => void refetch()} retrying={isFetching} />
      )}
    </Section>
  )
}
