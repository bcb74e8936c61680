import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Bones, Empty, Failure, Mark } from '../../app/states'
import { day, instant, yuan } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { type CancelReason, cancelSubsidy, decideClaim, drawBatch, type Money, moneyQuery, payBatch, payClaim, type ProgrammeFound } from './queries'

type Subsidy = Money['subsidies'][number]
type Batch = Money['batches'][number]
type Claim = Money['claims'][number]
/** What a small window asks before it is done. */
type Asking = { what: 'pay-batch'; batch: Batch } | { what: 'cancel'; subsidy: Subsidy } | { what: 'approve' | 'reject' | 'pay-claim'; claim: Claim }

/** Two lines of one cell, so that a table fits beside what happened. */
const Two = ({ first, second }: { first: string; second: string }) => (
  <>
    <span>{first}</span>
    <p className="quiet">{second}</p>
  </>
)
const yuanCell = <T,>(title: string, read: (row: T) => number): Column<T> => ({ title, value: (row) => read(row) / 100, cell: (row) => <span className="nowrap">{yuan(read(row))}</span>, align: 'right', width: 112 })

const subsidyColumns: readonly Column<Subsidy>[] = [
  { title: '企业', value: (one) => one.firmName, cell: (one) => <Two first={one.firmName} second={`${one.lenderName} ${one.productName}`} />, minWidth: 130 },
  { title: '留出', value: (one) => one.reservedFen / 100, cell: (one) => <span className="nowrap"><Two first={yuan(one.reservedFen)} second={day(one.promisedOn)} /></span>, align: 'right', width: 124 },
  yuanCell('已报付息', (one) => one.interestPaidFen),
  { title: '应补和已补', value: (one) => `${one.dueFen / 100} / ${one.paidFen / 100}`, cell: (one) => <span className="nowrap"><Two first={yuan(one.dueFen)} second={`已补 ${yuan(one.paidFen)}`} /></span>, align: 'right', width: 124 },
  { title: '状态', value: (one) => one.state, cell: (one) => <Mark tone={one.status === 'unavailable' ? 'act' : one.dueFen > one.paidFen ? 'wait' : 'plain'}>{one.state}</Mark>, width: 104 },
]

const batchColumns: readonly Column<Batch>[] = [
  { title: '合计', value: (one) => one.totalFen / 100, cell: (one) => <span className="nowrap"><Two first={yuan(one.totalFen)} second={`${one.items} 笔`} /></span>, align: 'right', width: 112 },
  { title: '汇总', value: (one) => `${one.drawnBy} ${instant(one.drawnAt)}`, cell: (one) => <Two first={one.drawnBy} second={instant(one.drawnAt)} />, minWidth: 140 },
  { title: '付款', value: (one) => (one.paidAt === null ? '待付款' : `${one.paidBy ?? ''} ${instant(one.paidAt)}，${one.reference ?? ''}`), cell: (one) => (one.paidAt === null ? '待付款' : <Two first={`${one.paidBy ?? ''} ${instant(one.paidAt)}`} second={`流水号 ${one.reference ?? ''}`} />), minWidth: 180 },
]

const fenText = (fen: number | null) => (fen === null ? '' : yuan(fen))

const claimColumns: readonly Column<Claim>[] = [
  { title: '金融机构', value: (one) => one.lenderName, cell: (one) => <Two first={one.lenderName} second={one.firmName} />, minWidth: 130 },
  { title: '损失本金', value: (one) => fenText(one.lossFen), cell: (one) => <span className="nowrap">{fenText(one.lossFen)}</span>, align: 'right', width: 124 },
  { title: '补偿', value: (one) => fenText(one.amountFen), cell: (one) => <span className="nowrap">{fenText(one.amountFen)}</span>, align: 'right', width: 124 },
  { title: '状态', value: (one) => one.statusTitle, cell: (one) => <><Mark tone={one.status === 'claimed' || one.status === 'approved' ? 'wait' : one.status === 'rejected' ? 'act' : 'plain'}>{one.statusTitle}</Mark>{one.reason !== null && <p className="quiet">{one.reason}</p>}</>, minWidth: 110 },
]

const acts = <T,>(width: number, cell: Column<T>['cell']): Column<T> => ({ title: '操作', value: () => '', cell: cell ?? null, width })

/** Promised, due and paid under a programme, and what is to be done with it; nobody pays what they drew or granted. */
export function ProgrammeMoney({ programme, mayEdit }: { programme: ProgrammeFound; mayEdit: boolean }) {
  const money = useQuery(moneyQuery(programme.code))
  if (money.data === undefined) return <Section title="款项">{money.isError ? <Failure error={money.error} retry={() => void money.refetch()} retrying={money.isFetching} /> : <Bones lines={3} label="正在读取款项" />}</Section>
  return <Found programme={programme} money={money.data} mayEdit={mayEdit} />
}

function Found({ programme, money, mayEdit }: { programme: ProgrammeFound; money: Money; mayEdit: boolean }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState<Asking>()
  const refresh = () => client.invalidateQueries({ queryKey: ['loan-programmes'] })
  const draw = useMutation({ mutationFn: () => drawBatch(programme.code), onSuccess: refresh })
  const { agrees, reservedFen, paidFen } = money.ledger
  const subsidyActs = acts<Subsidy>(72, (one) => one.status === 'reserved' && <Button size="small" aria-label={`取消贴息：${one.firmName}`} onClick={() => setAsking({ what: 'cancel', subsidy: one })}>取消</Button>)
  const batchActs = acts<Batch>(104, (one) => one.mayPay && <Button size="small" aria-label={`登记付款：${yuan(one.totalFen)}`} onClick={() => setAsking({ what: 'pay-batch', batch: one })}>登记付款</Button>)
  const claimActs = acts<Claim>(136, (one) => (
    <span className="nowrap">
      {one.mayDecide && (
        <>
          <Button size="small" aria-label={`同意补偿：${one.firmName}`} onClick={() => setAsking({ what: 'approve', claim: one })}>同意</Button>{' '}
          <Button size="small" aria-label={`不同意补偿：${one.firmName}`} onClick={() => setAsking({ what: 'reject', claim: one })}>不同意</Button>
        </>
      )}
      {one.mayPay && <Button size="small" aria-label={`登记补偿付款：${one.firmName}`} onClick={() => setAsking({ what: 'pay-claim', claim: one })}>登记付款</Button>}
    </span>
  ))
  return (
    <Section title="款项" aside={<Mark tone={agrees ? 'good' : 'act'}>{agrees ? '台账和资金池一致' : `台账不符：占用 ${yuan(reservedFen)}，已付 ${yuan(paidFen)}`}</Mark>}>
      {programme.draft.kind === 'interest-subsidy' ? (
        <>
          {money.subsidies.length === 0 ? <Empty title="还没有贷款占用" /> : <Rows label="贴息" rows={money.subsidies} columns={mayEdit ? [...subsidyColumns, subsidyActs] : subsidyColumns} rowKey={(one) => one.subsidyId} />}
          <div className="inline-form">
            <span>
              应补、还没有汇总的：<strong>{yuan(money.toDrawFen)}</strong>
            </span>
            {mayEdit && money.toDrawFen > 0 && (
              <Popconfirm title={`汇总 ${yuan(money.toDrawFen)}？`} description="付款须由另一人登记。" okText="汇总" cancelText="取消" onConfirm={() => draw.mutate()}>
                <Button loading={draw.isPending}>汇总成一批</Button>
              </Popconfirm>
            )}
          </div>
          {draw.isError && <p role="alert" className="act-text">{sentenceOf(draw.error).detail ?? sentenceOf(draw.error).title}</p>}
          {money.batches.length > 0 && <Rows label="付款批次" rows={money.batches} columns={mayEdit ? [...batchColumns, batchActs] : batchColumns} rowKey={(one) => one.batchId} />}
        </>
      ) : money.claims.length === 0 ? (
        <Empty title="还没有贷款在保障内" />
      ) : (
        <Rows label="补偿" rows={money.claims} columns={mayEdit ? [...claimColumns, claimActs] : claimColumns} rowKey={(one) => one.compensationId} />
      )}
      {asking !== undefined && <Ask asking={asking} onClose={() => setAsking(undefined)} onDone={refresh} />}
    </Section>
  )
}

const REASONS: readonly { value: CancelReason; label: string }[] = [{ value: 'ineligible', label: '经核实不符合条件' }, { value: 'misuse', label: '没有用在申报的用途' }, { value: 'request', label: '企业要求' }]

function act(asking: Asking, text: string, reason: CancelReason): Promise<unknown> {
  switch (asking.what) {
    case 'pay-batch':
      return payBatch(asking.batch.batchId, text)
    case 'cancel':
      return cancelSubsidy(asking.subsidy.subsidyId, reason)
    case 'pay-claim':
      return payClaim(asking.claim.compensationId, text)
    case 'approve':
    case 'reject':
      return decideClaim(asking.claim.compensationId, asking.what === 'approve', text)
  }
}

const TITLES: Readonly<Record<Asking['what'], string>> = { 'pay-batch': '登记付款', cancel: '取消这笔贴息', approve: '同意补偿', reject: '不同意补偿', 'pay-claim': '登记付款' }

function Ask({ asking, onClose, onDone }: { asking: Asking; onClose: () => void; onDone: () => Promise<unknown> }) {
  const [text, setText] = useState('')
  const [reason, setReason] = useState<CancelReason>('ineligible')
  const send = useMutation({
    mutationFn: () => act(asking, text.trim(), reason),
    onSuccess: async () => {
      await onDone()
      onClose()
    },
  })
  const isPayment = asking.what === 'pay-batch' || asking.what === 'pay-claim'
  const label = isPayment ? '银行流水号' : '理由'
  return (
    <Modal open title={TITLES[asking.what]} okText="确定" cancelText="返回" onCancel={onClose} onOk={() => send.mutate()} confirmLoading={send.isPending} okButtonProps={{ disabled: asking.what !== 'cancel' && text.trim().length < (isPayment ? 4 : 2) }}>
      {asking.what === 'cancel' ? (
        <>
          <p>已经应补的不变，其余退回资金池，企业会收到通知。</p>
          <Select aria-label="取消的理由" style={{ width: '100%' }} value={reason} options={[...REASONS]} onChange={(value: CancelReason) => setReason(value)} />
        </>
      ) : (
        <label className="field-row">
          <span>{label}</span>
          <Input aria-label={label} value={text} maxLength={isPayment ? 60 : 300} onChange={(event) => setText(event.target.value)} />
        </label>
      )}
      {send.isError && <p role="alert" className="act-text">没有办成：{sentenceOf(send.error).detail ?? sentenceOf(send.error).title}</p>}
    </Modal>
  )
}
