import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { mayDo, pages } from '../../access'
import { Actor } from '../../app/actor'
import { type Column, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { LoadYear } from './load'
import { type WorkingYear, yearsQuery } from './queries'

const columns: readonly Column<WorkingYear>[] = [
  { title: '年份', value: (y) => String(y.year), width: 80 },
  { title: '通知', value: (y) => y.source, minWidth: 260 },
  { title: '放假', value: (y) => `${y.off.length} 天`, align: 'right', width: 90 },
  { title: '调休上班', value: (y) => `${y.working.length} 天`, align: 'right', width: 100 },
  { title: '版本', value: (y) => (y.version === 0 ? '随产品提供' : `第 ${y.version} 版`), width: 120 },
  { title: '载入', value: (y) => (y.loadedAt === null ? '' : instant(y.loadedAt)), width: 150 },
  { title: '载入人', value: (y) => y.loadedBy ?? '', cell: (y) => (y.loadedBy === null ? '' : <Actor actor={y.loadedBy} />), width: 160 },
]

/** 工作日历: the years deadlines are reckoned with, and what a new one would move. */
export function WorkingYears() {
  const mayLoad = mayDo(useStaff().roles, 'load-working-year')
  const [loading, setLoading] = useState(false)
  const found = useQuery(yearsQuery)
  if (found.data === undefined) return <Page title={pages.workingYears.title}>{found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={4} />}</Page>
  const { years, history } = found.data
  const last = Math.max(...years.map((y) => y.year))
  return (
    <Page
      title={pages.workingYears.title}
      note={`已知到 ${last} 年。之后的时限标为暂估，国务院办公厅公布放假安排后在这里载入。`}
      actions={
        mayLoad && (
          <Button type="primary" onClick={() => setLoading(true)}>
            载入一年
          </Button>
        )
      }
    >
      <Rows label={pages.workingYears.title} rows={years.toReversed()} columns={columns} rowKey={(y) => String(y.year)} />
      <Section title="载入记录">{history.length === 0 ? <Empty title="还没有载入过" /> : <Rows label="载入记录" rows={history} columns={columns} rowKey={(y) => `${y.year} ${y.version}`} />}</Section>
      {mayLoad && <LoadYear open={loading} onClose={() => setLoading(false)} />}
    </Page>
  )
}
