import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useMemo, useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { Choice, useFilters } from '../../app/filters'
import { type Column, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { amount, day, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import { type Declaration, declarationList } from './queries'

const STATES = { declared: '申报清单', recommended: '推荐清单', declined: '暂不推荐' } as const
type State = keyof typeof STATES
const isState = (text: string | undefined): text is State => text !== undefined && text in STATES

const columns: readonly Column<Declaration>[] = [
  { title: '企业', minWidth: 180, value: (d) => d.firmName },
  { title: '需求', value: (d) => `${amount(d.amountFen)} ${d.termMonths}个月`, cell: (d) => <span className="nowrap">{`${amount(d.amountFen)} · ${d.termMonths} 个月`}</span>, width: 160 },
  { title: '用途', value: (d) => d.useTitle, width: 110 },
  { title: '申报', value: (d) => (d.coordination.declaredAt === null ? '' : instant(d.coordination.declaredAt)), width: 150 },
  { title: '核实', value: (d) => (d.coordination.listedOn === null ? '' : day(d.coordination.listedOn)), width: 140 },
  { title: '状态', value: (d) => d.coordination.stateTitle, cell: (d) => <Mark tone={d.coordination.state === 'recommended' ? 'good' : d.coordination.state === 'declared' ? 'wait' : 'plain'}>{d.coordination.stateTitle}</Mark>, minWidth: 140 },
  { title: '未符合', value: (d) => d.coordination.criteria.filter((c) => c.met === false).map((c) => c.title).join('、'), minWidth: 160 },
]

function Judge({ one }: { one: Declaration }) {
  const [met, setMet] = useState<readonly string[]>([])
  const [idempotencyKey, setKey] = useState(newKey)
  const queries = useQueryClient()
  const { criteria } = one.coordination
  const sending = useMutation({
    mutationFn: () => call('POST /console/loan-requests/{requestId}/recommendation', { params: { requestId: one.requestId }, body: { criteria: criteria.map(({ code }) => ({ code, met: met.includes(code) })) }, idempotencyKey }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['loan-declarations'] }),
    onSettled: () => setKey(newKey()),
  })
  return (
    <form
      className="answer-form"
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <Checkbox.Group value={[...met]} options={criteria.map(({ code, title }) => ({ value: code, label: title }))} onChange={(next) => setMet(next)} />
      {sending.isError && <p role="alert">没有提交：{sentenceOf(sending.error).detail ?? sentenceOf(sending.error).title}</p>}
      <Button type="primary" htmlType="submit" loading={sending.isPending}>
        {met.length === criteria.length ? '五项都符合，列入推荐清单' : '有未符合的，暂不推荐'}
      </Button>
    </form>
  )
}

const judge = (one: Declaration) => <Judge one={one} />

/** 融资协调清单: who declared a need, and whether the five criteria are met (金发〔2024〕32号). */
export function LoanDeclarations() {
  const filters = useFilters(['state'])
  const state: State = isState(filters.values.state) ? filters.values.state : 'declared'
  const source = useMemo(() => declarationList(state), [state])
  const mayJudge = mayDo(useStaff().roles, 'judge-declaration')
  return (
    <Page title={pages.loanDeclarations.title} note="小微企业融资协调工作机制：五项标准都符合的列入推荐清单，银行原则上一个月内答复。" actions={<ExportButton name={STATES[state]} columns={columns} page={source.page} />}>
      <div className="filters" role="search">
        <Choice label="清单" value={state} options={Object.entries(STATES).map(([value, label]) => ({ value, label }))} onChange={(value) => filters.set('state', value)} />
      </div>
      <ListView source={source} label={STATES[state]} unit="家" columns={columns} rowKey={(d) => d.requestId} expand={mayJudge && state === 'declared' ? judge : undefined} empty={<Empty title={`${STATES[state]}是空的`}>企业在融资需求里申报后列在这里。</Empty>} />
    </Page>
  )
}
