import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { type Fact, Facts } from '../../app/facts'
import { Section } from '../../app/page'
import { Mark } from '../../app/states'
import { day, instant, rate, yuan } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import { fenOf, yuanText } from '../loan-product/rule-form'
import type { LoanFound } from './queries'

type Found = NonNullable<LoanFound['compensation']>

const TONES = { covered: 'good', claimed: 'wait', approved: 'wait', rejected: 'act', paid: 'plain' } as const

/** The fund a loan is under, and the lender's claim once the loan is overdue. */
export function Compensation({ applicationId, status, owedFen, compensation: found }: { applicationId: string; status: LoanFound['status']; owedFen: number; compensation: Found }) {
  const queries = useQueryClient()
  const [loss, setLoss] = useState(() => yuanText(owedFen))
  const lossFen = fenOf(loss)
  const claim = useMutation({
    mutationFn: (fen: number) => call('POST /lender/loan-applications/{applicationId}/compensation-claim', { params: { applicationId }, body: { lossFen: fen } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['loans'] }),
  })
  const facts: Fact[] = [
    ['基金分担', `${rate(found.shareBps)}，自${day(found.coveredOn)}`],
    ...(found.lossFen !== null && found.amountFen !== null ? [['申请补偿', `损失本金 ${yuan(found.lossFen)}，补偿 ${yuan(found.amountFen)}`] as const] : []),
    ...(found.reason !== null && found.decidedAt !== null ? [['审核', `${instant(found.decidedAt)}：${found.reason}`] as const] : []),
    ...(found.paidAt !== null ? [['付款', `${instant(found.paidAt)}，流水号 ${found.reference ?? ''}`] as const] : []),
  ]
  return (
    <Section title={`风险补偿：${found.title}`} aside={<Mark tone={TONES[found.status]}>{found.statusTitle}</Mark>}>
      <Facts rows={facts} />
      {found.mayClaim && status !== 'overdue' && <p className="quiet">贷款逾期后可以申请补偿。</p>}
      {found.mayClaim && status === 'overdue' && (
        <form
          className="inline-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (lossFen !== null && lossFen > 0) claim.mutate(lossFen)
          }}
        >
          <label>
            损失的本金（元） <Input aria-label="损失的本金（元）" value={loss} onChange={(event) => setLoss(event.target.value)} />
          </label>
          <Button type="primary" htmlType="submit" loading={claim.isPending} disabled={lossFen === null || lossFen < 1}>
            申请补偿
          </Button>
        </form>
      )}
      {claim.isError && (
        <p role="alert" className="act-text">
          没有办成：{sentenceOf(claim.error).detail ?? sentenceOf(claim.error).title}
        </p>
      )}
    </Section>
  )
}
