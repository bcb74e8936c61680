import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useMemo, useState } from 'react'
import { mayDo, pages } from '../../access'
import { Choice, useFilters } from '../../app/filters'
import { type Column, ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { day, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import { type Complaint, complaintList } from './queries'

const LEAST = 5

const columns: readonly Column<Complaint>[] = [
  { title: '金融机构', minWidth: 140, value: (c) => c.lenderName },
  { title: '企业', minWidth: 170, value: (c) => c.firmName },
  { title: '问题', value: (c) => c.kindTitle, width: 110 },
  { title: '提交', value: (c) => instant(c.filedAt), cell: (c) => <span className="nowrap">{instant(c.filedAt)}</span>, width: 150 },
  { title: '答复期限', value: (c) => day(c.dueOn), width: 140 },
  { title: '状态', value: (c) => (c.status === 'open' ? '待答复' : '已答复'), cell: (c) => <Mark tone={c.status === 'open' ? 'wait' : c.upheld ? 'act' : 'plain'}>{c.status === 'open' ? '待答复' : c.upheld ? '属实' : '不属实'}</Mark>, width: 100 },
]

function Answer({ one }: { one: Complaint }) {
  const [upheld, setUpheld] = useState(true)
  const [answer, setAnswer] = useState('')
  const [idempotencyKey, setKey] = useState(newKey)
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: () => call('POST /console/loan-complaints/{complaintId}/answer', { params: { complaintId: one.complaintId }, body: { upheld, answer: answer.trim() }, idempotencyKey }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['loan-complaints'] }),
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
      <Radio.Group aria-label="核查结果" value={upheld} options={[{ value: true, label: '属实' }, { value: false, label: '不属实' }]} onChange={(event) => setUpheld(event.target.value === true)} />
      <label className="field-row">
        <span>答复（企业看得到）</span>
        <Input.TextArea aria-label="答复" value={answer} rows={3} maxLength={1000} onChange={(event) => setAnswer(event.target.value)} />
      </label>
      {sending.isError && <p role="alert">没有提交：{sentenceOf(sending.error).detail ?? sentenceOf(sending.error).title}</p>}
      <Button type="primary" htmlType="submit" loading={sending.isPending} disabled={answer.trim().length < LEAST}>
        提交答复
      </Button>
    </form>
  )
}

const toRead = (one: Complaint) => (
  <>
    <p className="prose">{one.text}</p>
    {one.answer !== null && <p className="prose">{`答复：${one.answer}`}</p>}
  </>
)

const toAnswer = (one: Complaint) => (
  <>
    {toRead(one)}
    {one.status === 'open' && <Answer one={one} />}
  </>
)

/** 贷款投诉: what firms say about lenders, and what came of it. */
export function LoanComplaints() {
  const filters = useFilters(['status'])
  const status = filters.values.status === 'open' || filters.values.status === 'answered' ? filters.values.status : undefined
  const source = useMemo(() => complaintList(status), [status])
  const mayAnswer = mayDo(useStaff().roles, 'answer-loan-complaint')
  return (
    <Page title={pages.loanComplaints.title} note="待答复的在前，最早的在前。">
      <div className="filters" role="search">
        <Choice label="状态" value={status} options={[{ value: 'open', label: '待答复' }, { value: 'answered', label: '已答复' }]} onChange={(value) => filters.set('status', value)} />
      </div>
      <ListView
        source={source}
        label={pages.loanComplaints.title}
        unit="件"
        columns={columns}
        rowKey={(c) => c.complaintId}
        expand={mayAnswer ? toAnswer : toRead}
        empty={<Empty title="没有投诉">企业在申请进度里可以投诉银行。</Empty>}
      />
    </Page>
  )
}
