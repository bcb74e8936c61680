import { Button, Table } from 'antd'
import { type HTMLAttributes, type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { CsvColumn } from '../lib/csv'
import { count } from '../lib/format'
import { type ListSource, useList } from '../lib/list'
import { DecisionLegend, type Decisions, decisionState, rememberWalk } from './case-keys'
import { useRowKeys } from './row-keys'
import { Bones, Empty, Failure } from './states'

/** One column: how it reads on the page and, by the same definition, in the exported file. */
export interface Column<T> extends CsvColumn<T> {
  /** On the page; without it the value itself. `null` keeps the column out of the table and only in the file. */
  cell?: ((row: T) => ReactNode) | null
  align?: 'right'
  width?: number
  /** Columns never shrink below it (or below `width`): a narrow window scrolls the table instead of breaking words. */
  minWidth?: number
}

type RowAttributes = HTMLAttributes<HTMLElement> & { 'data-row': number | undefined }

interface RowsProps<T> {
  label: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  rowKey: (row: T) => string
  /** Address of the row's detail. */
  to?: (row: T) => string
  busy?: boolean
  more?: () => void
  expand?: (row: T) => ReactNode
  /** Rows are cases: `a` and `r` open one to decide it so. */
  decisions?: Decisions | undefined
}

function shown<T>(column: Column<T>, row: T): ReactNode {
  if (column.cell) return column.cell(row)
  const value = column.value(row)
  return typeof value === 'number' ? count(value) : value
}

/** The table with its keyboard, for rows that are already here. */
export function Rows<T extends object>({ label, rows, columns, rowKey, to, busy = false, more, expand, decisions }: RowsProps<T>) {
  const box = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const location = useLocation()
  const open = useCallback(
    (index: number) => {
      const row = rows[index]
      if (row !== undefined && to !== undefined) void navigate(to(row))
    },
    [rows, to, navigate],
  )
  const decide = useCallback(
    (index: number, key: 'a' | 'r') => {
      const row = rows[index]
      if (row !== undefined && to !== undefined) void navigate(to(row), { state: decisionState(key) })
    },
    [rows, to, navigate],
  )
  useRowKeys(box, { place: `${location.pathname}${location.search}#${label}`, open, more, ...(decisions === undefined ? {} : { decide }) })
  return (
    <div ref={box} className={busy ? 'rows is-busy' : 'rows'} role="group" aria-label={label} aria-busy={busy} tabIndex={-1}>
      <Table<T>
        size="middle"
        pagination={false}
        dataSource={[...rows]}
        rowKey={rowKey}
        columns={columns
          .filter((column) => column.cell !== null)
          .map((column) => ({ key: column.title, title: column.title, align: column.align, width: column.width, minWidth: column.minWidth ?? column.width, className: column.align === 'right' ? 'number' : undefined, render: (_: unknown, row: T) => shown(column, row) }))}
        expandable={expand === undefined ? undefined : { expandedRowRender: expand, columnTitle: <span className="hidden">详情</span> }}
        onRow={(row, index): RowAttributes => ({
          tabIndex: -1,
          'data-row': index,
          className: to === undefined ? undefined : 'opens',
          onClick: (event) => {
            // A link, a button or a selection of text inside the row keeps its own meaning.
            if (to === undefined || (event.target instanceof Element && event.target.closest('a, button')) || window.getSelection()?.isCollapsed === false) return
            void navigate(to(row))
          },
        })}
      />
    </div>
  )
}

interface ListViewProps<T> extends Pick<RowsProps<T>, 'label' | 'columns' | 'rowKey' | 'to' | 'expand' | 'decisions'> {
  source: ListSource<T>
  /** What is counted: 户, 项, 个文件. */
  unit: string
  empty: ReactNode
}

/** A list from the API: loading, failing, empty, full, and more to come. */
export function ListView<T extends object>({ source, unit, empty, label, columns, rowKey, to, expand, decisions }: ListViewProps<T>) {
  const list = useList(source)
  const { pathname, search } = useLocation()
  const { rows } = list
  const address = useRef(to)
  useEffect(() => {
    address.current = to
  })
  useEffect(() => {
    if (rows !== undefined && address.current !== undefined) rememberWalk(pathname, search, rows.map(address.current))
  }, [rows, pathname, search])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  if (list.rows === undefined) return list.isError ? <Failure error={list.error} retry={() => void list.refetch()} retrying={list.isFetching} /> : <Bones label={`正在读取${label}`} />
  if (list.rows.length === 0) return <div aria-live="polite">{empty}</div>
  return (
    <>
      <Rows label={label} rows={list.rows} columns={columns} rowKey={rowKey} to={to} expand={expand} decisions={decisions} busy={list.isPlaceholderData} more={more} />
      <footer className="list-foot">
        <span role="status">
          {list.hasNextPage ? `已列出 ${count(list.rows.length)} ${unit}` : `共 ${count(list.rows.length)} ${unit}`}
        </span>
        {list.isError && <span className="act-text">没有读到新的内容：{list.error.message}</span>}
        {list.hasNextPage && (
          <Button onClick={more} loading={list.isFetchingNextPage}>
            再列一些
          </Button>
        )}
        <span className="keys" aria-hidden>
          <kbd>j</kbd> <kbd>k</kbd> 上下{to !== undefined && <> · <kbd>Enter</kbd> 打开</>}
          {decisions !== undefined && <> · <DecisionLegend {...decisions} /></>}
        </span>
      </footer>
    </>
  )
}

export const EmptyFiltered = ({ title, clear }: { title: string; clear: () => void }) => (
  <Empty title={title}>
    <Button onClick={clear}>清除筛选</Button>
  </Empty>
)
