import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LenderReason } from '@xinhui/contract'
import { Alert, Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { count, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import type { LenderDetail } from './lender-queries'

type Deed = 'suspension' | 'resumption' | 'termination'

const shared = [
  { value: 'conduct', label: '违规收费或搭售' },
  { value: 'data', label: '违反数据使用约定' },
  { value: 'licence', label: '许可证失效' },
  { value: 'request', label: '机构申请' },
  { value: 'other', label: '其他原因' },
] as const
const REASONS: Readonly<Record<Exclude<Deed, 'resumption'>, readonly { value: LenderReason; label: string }[]>> = {
  suspension: [{ value: 'complaint', label: '投诉核查' }, ...shared],
  termination: [{ value: 'agreement', label: '合作到期' }, ...shared],
}

const WORDS: Readonly<Record<Deed, { title: string; body: string; action: string }>> = {
  suspension: { title: '暂停这家机构？', body: '立即生效：产品不再匹配、不接新申请；机构人员和接入系统都不能使用。', action: '暂停' },
  resumption: { title: '恢复这家机构？', body: '立即生效：产品重新匹配，人员和接入系统可以继续使用。', action: '恢复' },
  termination: { title: '终止和这家机构的合作？', body: '不能撤回：产品结束，人员停用，接入系统注销。再合作须重新入驻。', action: '终止合作' },
}

export function LenderHeld({ lender }: { lender: LenderDetail }) {
  const { standing, status } = lender
  if (!standing) return null
  return <Alert type={status === 'terminated' ? 'info' : 'warning'} showIcon title={status === 'terminated' ? `已于 ${instant(standing.since)} 终止：${standing.reasonTitle}` : `${instant(standing.since)} 起暂停：${standing.reasonTitle}`} description={standing.note} />
}

/** Suspend, resume, terminate: each with what it does in words, and a reason. */
export function LenderStandingActions({ lender }: { lender: LenderDetail }) {
  const [deed, setDeed] = useState<Deed>()
  if (lender.status === 'terminated') return null
  return (
    <>
      {lender.status === 'suspended' ? (
        <Button type="primary" onClick={() => setDeed('resumption')}>
          恢复
        </Button>
      ) : (
        <Button onClick={() => setDeed('suspension')}>暂停</Button>
      )}
      <Button danger onClick={() => setDeed('termination')}>
        终止合作
      </Button>
      {deed && <DeedDialog key={deed} lender={lender} deed={deed} onClose={() => setDeed(undefined)} />}
    </>
  )
}

/** What becomes of what is under way. */
function leftLines({ running }: LenderDetail, deed: Deed): string[] {
  if (deed === 'resumption') return []
  const back = deed === 'termination' ? running.unaccepted + running.unsigned : running.unaccepted
  return [
    ...(back > 0 ? [`${count(back)} 笔${deed === 'termination' ? '未签约' : '还没受理'}的申请退回企业，授权结束；愿意公开的需求回到抢单池。`] : []),
    ...(deed === 'suspension' && running.unsigned > 0 ? [`${count(running.unsigned)} 笔办理中的申请留在机构，恢复后继续；企业可以撤回。`] : []),
    ...(running.signed > 0 ? [`${count(running.signed)} 笔已签约的贷款照合同履行，结果暂不更新。`] : []),
    ...(running.unaccepted + running.unsigned + running.signed === 0 ? ['没有办理中的申请和未结清的贷款。'] : []),
  ]
}

function DeedDialog({ lender, deed, onClose }: { lender: LenderDetail; deed: Deed; onClose: () => void }) {
  const client = useQueryClient()
  const [reason, setReason] = useState<LenderReason>(deed === 'termination' ? 'agreement' : 'complaint')
  const [note, setNote] = useState('')
  const { title, body, action } = WORDS[deed]
  const send = useMutation({
    mutationFn: () => {
      const params = { lenderId: lender.lenderId }
      const why = { reason, ...(note.trim() === '' ? {} : { note: note.trim() }) }
      if (deed === 'suspension') return call('POST /console/lenders/{lenderId}/suspension', { params, body: why })
      if (deed === 'termination') return call('POST /console/lenders/{lenderId}/termination', { params, body: why })
      return call('POST /console/lenders/{lenderId}/resumption', { params })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['lenders'] })
      onClose()
    },
  })
  const lines = leftLines(lender, deed)
  const problem = send.isError ? sentenceOf(send.error) : undefined
  return (
    <Modal open title={title} okText={action} cancelText="先不" okButtonProps={{ danger: deed === 'termination', loading: send.isPending }} onOk={() => send.mutate()} onCancel={onClose}>
      <p>{body}</p>
      {lines.length > 0 && (
        <ul className="left-list" aria-label="办理中的申请">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {deed !== 'resumption' && (
        <>
          <label className="field-row">
            <span>原因</span>
            <Select aria-label="原因" value={reason} options={[...REASONS[deed]]} onChange={setReason} />
          </label>
          <label className="field-row">
            <span>说明</span>
            <Input.TextArea aria-label="说明" value={note} rows={2} maxLength={200} onChange={(event) => setNote(event.target.value)} placeholder="不写个人信息" />
          </label>
        </>
      )}
      {problem && <p role="alert">{problem.detail ?? problem.title}</p>}
    </Modal>
  )
}
