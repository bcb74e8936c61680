import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useMemo } from 'react'
import { pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { type Column, ListView, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure, Mark } from '../../app/states'
import { amount, count, instant, rate, today, yuan } from '../../lib/format'
import { behindList, type Grouping, type ResultRow, type Results, resultsQuery } from './queries'

type Group = Results['groups'][number]
type Line = Results['lines'][number]

const GROUPINGS: Readonly<Record<Grouping, string>> = { lender: '金融机构', district: '区县', industry: '行业', zone: '专区' }
const isGrouping = (text: string | undefined): text is Grouping => text !== undefined && text in GROUPINGS

function Two({ first, second }: { first: string; second: string }) {
  return (
    <>
      {first}
      <p className="quiet">{second}</p>
    </>
  )
}

const columns = (by: Grouping): readonly Column<Group>[] => [
  {
    title: GROUPINGS[by],
    minWidth: 130,
    value: (g) => g.title,
    cell: (g) => (
      <>
        {g.title}
        {g.lateCount !== null && g.lateCount > 0 && (
          <p>
            <Mark tone="act">{`近一年 ${g.lateCount} 次超时`}</Mark>
          </p>
        )}
      </>
    ),
  },
  { title: '申请', value: (g) => g.applications, align: 'right', width: 64 },
  { title: '授信（元）', value: (g) => g.creditFen / 100, cell: (g) => yuan(g.creditFen), align: 'right', width: 140 },
  { title: '放款（元）', value: (g) => g.disbursedFen / 100, cell: (g) => yuan(g.disbursedFen), align: 'right', width: 140 },
  { title: '获贷企业', value: (g) => g.firms, cell: (g) => <Two first={`${count(g.firms)} 家`} second={`首贷 ${count(g.firstLoans)} 户`} />, align: 'right', width: 96 },
  { title: '首贷', value: (g) => g.firstLoans, cell: null },
  { title: '信用贷占比', value: (g) => (g.creditLoanBps === null ? '' : rate(g.creditLoanBps)), align: 'right', width: 100 },
  { title: '平均利率', value: (g) => (g.averageRateBps === null ? '' : rate(g.averageRateBps)), align: 'right', width: 90 },
  { title: '答复用时', value: (g) => (g.averageAnswerDays === null ? '' : `${g.averageAnswerDays} 个工作日`), cell: (g) => (g.averageAnswerDays === null ? '' : <Two first={`${g.averageAnswerDays} 个工作日`} second={`按时 ${g.answeredInTime} / ${g.answered}`} />), align: 'right', width: 108 },
  { title: '按时答复', value: (g) => (g.answered === 0 ? '' : `${g.answeredInTime} / ${g.answered}`), cell: null },
  ...(by === 'lender' ? [{ title: '投诉', value: (g: Group) => g.complaints ?? 0, align: 'right' as const, width: 60 }] : []),
]

const behindColumns: readonly Column<ResultRow>[] = [
  { title: '申请号', value: (r) => r.applicationId, cell: (r) => <span className="mono nowrap" title={r.applicationId}>{`…${r.applicationId.slice(-8)}`}</span>, width: 104 },
  { title: '金融机构', value: (r) => r.lenderName, cell: null },
  { title: '产品', minWidth: 130, value: (r) => r.productName, cell: (r) => <Two first={r.productName} second={r.lenderName} /> },
  { title: '区县', value: (r) => r.district ?? '', width: 84 },
  { title: '状态', value: (r) => r.statusTitle, minWidth: 100 },
  { title: '授信（元）', value: (r) => (r.creditFen === null ? '' : r.creditFen / 100), cell: (r) => (r.creditFen === null ? '' : yuan(r.creditFen)), align: 'right', width: 140 },
  { title: '放款（元）', value: (r) => (r.disbursedFen === null ? '' : r.disbursedFen / 100), cell: (r) => (r.disbursedFen === null ? '' : yuan(r.disbursedFen)), align: 'right', width: 140 },
  { title: '年利率', value: (r) => (r.rateBps === null ? '' : rate(r.rateBps)), align: 'right', width: 80 },
  { title: '提交', value: (r) => instant(r.submittedAt), cell: (r) => <span className="nowrap">{instant(r.submittedAt)}</span>, width: 150 },
]

const shown = ({ unit, value }: Pick<Line, 'unit' | 'value'>) => (unit === 'bps' ? rate(value) : amount(value))

/** How far towards a line of the outside evaluations; the line itself is drawn, and passed when it is passed. */
function Target({ line }: { line: Line }) {
  const most = Math.max(line.value, line.target) * 1.1
  const x = (value: number) => `${(value / most) * 100}%`
  return (
    <div className="figure">
      <span className="figure-title">{line.title}</span>
      <span className="figure-value">
        {shown(line)}
        <small className="nowrap">{`要求 ${shown({ unit: line.unit, value: line.target })}`}</small>
      </span>
      <svg width="100%" height="18" role="img" aria-label={`${line.title}：${shown(line)}，要求 ${shown({ unit: line.unit, value: line.target })}，${line.reached ? '已达到' : '未达到'}`}>
        <rect x="0" y="5" width="100%" height="8" rx="4" fill="var(--sunken)" />
        <rect x="0" y="5" width={x(line.value)} height="8" rx="4" fill="var(--accent-text)" />
        <line x1={x(line.target)} x2={x(line.target)} y1="0" y2="18" stroke="var(--text)" strokeWidth="2" />
      </svg>
      <span>
        <Mark tone={line.reached ? 'good' : 'wait'}>{line.reached ? '已达到' : '未达到'}</Mark> <span className="quiet">{line.words}</span>
      </span>
    </div>
  )
}

function Figure({ title, value, unit }: { title: string; value: string; unit?: string }) {
  return (
    <div className="figure">
      <span className="figure-title">{title}</span>
      <span className="figure-value">
        {value}
        {unit !== undefined && <small>{unit}</small>}
      </span>
    </div>
  )
}

/** 融资成效: what money arrived, by whom and where; every figure is the sum of the rows below it. */
export function LoanResults() {
  const filters = useFilters(['from', 'to', 'by', 'key'])
  const now = today()
  const from = filters.values.from ?? `${now.slice(0, 4)}-01-01`
  const to = filters.values.to ?? now
  const by: Grouping = isGrouping(filters.values.by) ? filters.values.by : 'lender'
  const { key } = filters.values
  const found = useQuery(resultsQuery({ from, to, by }))
  const behind = useMemo(() => behindList({ from, to, by, ...(key === undefined ? {} : { key }) }), [from, to, by, key])
  return (
    <Page title={pages.loanResults.title} note="授信按签约日、放款按放款日计；金额与申请逐分相符。" actions={<ExportButton name={pages.loanResults.title} columns={behindColumns} page={behind.page} />}>
      <div className="filters" role="search">
        <Input aria-label="从" type="date" value={from} style={{ width: 150 }} onChange={(event) => filters.set('from', event.target.value)} />
        <Input aria-label="到" type="date" value={to} style={{ width: 150 }} onChange={(event) => filters.set('to', event.target.value)} />
        <Choice label="分组" value={by} options={Object.entries(GROUPINGS).map(([value, label]) => ({ value, label }))} onChange={(value) => filters.set('by', value)} />
      </div>
      {found.data === undefined ? (
        found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={4} height={96} />
      ) : (
        <>
          <div className="card figure-groups">
            <section aria-label="总计" className="figure-group">
              <h2>总计</h2>
              <div className="figures">
                <Figure title="授信" value={amount(found.data.total.creditFen)} unit={`${count(found.data.total.creditFirms)} 家`} />
                <Figure title="放款" value={amount(found.data.total.disbursedFen)} unit={`${count(found.data.total.firms)} 家`} />
                <Figure title="首贷" value={count(found.data.total.firstLoans)} unit="户" />
                <Figure title="信用贷占比" value={found.data.total.creditLoanBps === null ? '—' : rate(found.data.total.creditLoanBps)} />
                <Figure title="平均利率" value={found.data.total.averageRateBps === null ? '—' : rate(found.data.total.averageRateBps)} />
              </div>
            </section>
            <section aria-label="支持项目" className="figure-group">
              <h2>支持项目</h2>
              <div className="figures">
                <Figure title="贴息已付" value={amount(found.data.support.subsidyFen)} />
                <Figure title="风险补偿已付" value={amount(found.data.support.compensationFen)} />
              </div>
            </section>
            <section aria-label="评估要求" className="figure-group">
              <h2>评估要求</h2>
              <div className="figures figures-three">
                {found.data.lines.map((line) => (
                  <Target key={line.code} line={line} />
                ))}
              </div>
            </section>
          </div>
          <Section title={`按${GROUPINGS[by]}`}>{found.data.groups.length === 0 ? <Empty title="这段时间没有申请" /> : <Rows label={`按${GROUPINGS[by]}`} rows={found.data.groups} columns={columns(by)} rowKey={(g) => g.key} />}</Section>
        </>
      )}
      <Section title="数字后面的申请" aside={<span className="quiet">不显示企业</span>}>
        <ListView source={behind} label="数字后面的申请" unit="笔" columns={behindColumns} rowKey={(r) => r.applicationId} empty={<Empty title="这段时间没有申请" />} />
      </Section>
    </Page>
  )
}
