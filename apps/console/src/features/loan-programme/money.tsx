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

const yuanCell = <T,>(title: string, read: (row: T) => number): Column<T> => ({ title, value: (row) => read(row) / 100, cell: (row) => <span className="nowrap">{yuan(read(row))}</span>, align: 'right', width: 130 })

const subsidyColumns: readonly Column<Subsidy>[] = [
  { title: '企业', value: (one) => one.firmName, minWidth: 150 },
  { title: '贷款', value: (one) => `${one.lenderName} ${one.productName}`, minWidth: 150 },
  yuanCell('留出', (one) => one.reservedFen),
  yuanCell('已报付息', (one) => one.interestPaidFen),
  yuanCell('应补', (one) => one.dueFen),
  yuanCell('已补', (one) => one.paidFen),
  { title: '状态', value: (one) => one.state, cell: (one) => <Mark tone={one.status === 'unavailable' ? 'act' : one.dueFen > one.paidFen ? 'wait' : 'plain'}>{one.state}</Mark>, width: 110 },
  { title: '留出日', value: (one) => one.promisedOn, cell: (one) => <span className="nowrap">{day(one.promisedOn)}</span>, width: 130 },
]

const batchColumns: readonly Column<Batch>[] = [
  { title: '批次', value: (one) => one.batchId, cell: (one) => <span className="mono nowrap" title={one.batchId}>{`…${one.batchId.slice(-8)}`}</span>, width: 110 },
  yuanCell('合计', (one) => one.totalFen),
  { title: '笔数', value: (one) => one.items, align: 'right', width: 72 },
  { title: '汇总', value: (one) => `${one.drawnBy} ${instant(one.drawnAt)}`, minWidth: 160 },
  { title: '付款', value: (one) => (one.paidAt === null ? '待付款' : `${one.paidBy ?? ''} ${instant(one.paidAt)}，${one.reference ?? ''}`), minWidth: 180 },
]

const claimColumns: readonly Column<Claim>[] = [
  { title: '金融机构', value: (one) => one.lenderName, minWidth: 130 },
  { title: '企业', value: (one) => one.firmName, minWidth: 140 },
  { title: '损失本金', value: (one) => (one.lossFen ?? 0) / 100, cell: (one) => (one.lossFen === null ? '' : yuan(one.lossFen)), align: 'right', width: 130 },
  { title: '补偿', value: (one) => (one.amountFen ?? 0) / 100, cell: (one) => (one.amountFen === null ? '' : yuan(one.amountFen)), align: 'right', width: 130 },
  { title: '状态', value: (one) => one.statusTitle, cell: (one) => <Mark tone={one.status === 'claimed' || one.status === 'approved' ? 'wait' : one.status === 'rejected' ? 'act' : 'plain'}>{one.statusTitle}</Mark>, width: 100 },
  { title: '理由', value: (one) => one.reason ?? '', minWidth: 140 },
]

const acts = <T,>(cell: Column<T>['cell']): Column<T> => ({ title: '操作', value: () => '', cell: cell ?? null, width: 150 })

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
  const subsidyActs = acts<Subsidy>((one) => one.status === 'reserved' && <Button size="small" aria-label={`取消贴息：${one.firmName}`} onClick={() => setAsking({ what: 'cancel', subsidy: one })}>取消</Button>)
  const batchActs = acts<Batch>((one) => one.mayPay && <Button size="small" aria-label={`登记付款：${yuan(one.totalFen)}`} onClick={() => setAsking({ what: 'pay-batch', batch: one })}>登记付款</Button>)
  const claimActs = acts<Claim>((one) => (
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
