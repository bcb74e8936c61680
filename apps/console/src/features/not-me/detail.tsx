import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { ReportMark } from './columns'
import { type Report, reportQuery, resolveReport, type Resolution } from './queries'

const OUTCOMES = [
  { value: 'refused', label: '不属实：核销有效' },
  { value: 'upheld', label: '属实：撤销核销' },
]

/** One report: the use, and what the office found. */
export function NotMeDetail() {
  const { reportId = '' } = useParams()
  const found = useQuery(reportQuery(reportId))
  const mayResolve = mayDo(useStaff().roles, 'resolve-not-me')
  const trail = <Link to={pages.notMe.path}>{pages.notMe.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="反映" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} height={64} />}
      </Page>
    )
  const report = found.data
  const facts: readonly (readonly [string, string])[] = [
    ['凭据号', report.receiptNo],
    ['门店', `${report.merchantName} ${report.storeName}`],
    ['使用时间', instant(report.redeemedAt)],
    ['反映时间', instant(report.filedAt)],
    ...(report.reversedAt === null ? [] : [['撤销时间', instant(report.reversedAt)] as const]),
  ]
  return (
    <Page title={report.perkTitle} trail={trail} note={<ReportMark status={report.status} />}>
      <dl className="facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Link to={`${pages.merchants.path}/${report.merchantId}`}>查看商户</Link>
      </p>
      {report.status === 'open' ? (
        mayResolve && <ResolveForm report={report} />
      ) : (
        <Section title="核查结果">
          <p className="prose">{report.answer}</p>
        </Section>
      )}
    </Page>
  )
}

function ResolveForm({ report }: { report: Report }) {
  const [outcome, setOutcome] = useState<Resolution['outcome']>('refused')
  const [answer, setAnswer] = useState('')
  const queries = useQueryClient()
  const send = useMutation({ mutationFn: () => resolveReport(report.reportId, { outcome, answer }), onSuccess: () => queries.invalidateQueries({ queryKey: ['not-me'] }) })
  return (
    <Section title="核查">
      <form
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Radio.Group aria-label="核查结果" value={outcome} options={OUTCOMES} onChange={(event) => setOutcome(event.target.value as Resolution['outcome'])} />
        <label className="field-row">
          <span>答复持券人</span>
          <Input.TextArea aria-label="答复持券人" value={answer} rows={3} maxLength={500} placeholder="写明怎么核实的，持券人会看到原文" onChange={(event) => setAnswer(event.target.value)} />
        </label>
        {send.isError && <p role="alert">没有提交：{sentenceOf(send.error).detail ?? sentenceOf(send.error).title}</p>}
        <Button type="primary" htmlType="submit" disabled={answer.trim().length < 5} loading={send.isPending}>
          提交
        </Button>
      </form>
    </Section>
  )
}
