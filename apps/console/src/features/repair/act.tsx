import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { Section } from '../../app/page'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import type { RepairCase } from './queries'

type Deed = RepairCase['deeds'][number]

const TITLES: Readonly<Record<Exclude<Deed, 'approve' | 'refuse'>, string>> = {
  accept: '受理',
  defects: '一次性告知补正',
  assign: '征求部门意见',
  opinion: '填写部门意见',
  'open-false-commitment': '核查虚假承诺',
  'open-re-evaluation': '重新评价',
}

/** What agreeing, and not agreeing, does differs with what the case is about. */
const DECISIONS: Readonly<Record<RepairCase['kind'], { approve: string; refuse: string; effect: string }>> = {
  repair: { approve: '同意修复', refuse: '不予修复', effect: '提交后这条记录立即停止公示、共享和使用，并通知各渠道。' },
  bankruptcy: { approve: '同意暂时屏蔽', refuse: '不予修复', effect: '提交后这条记录在重整期间暂时屏蔽，到期重新评价，并通知各渠道。' },
  'false-commitment': { approve: '认定虚假承诺', refuse: '不认定虚假承诺', effect: '提交后这条记录恢复公示，期间不能再申请修复，并通知各渠道。' },
  're-evaluation': { approve: '通过重新评价', refuse: '不通过，恢复公示', effect: '提交后这条记录不再公示，屏蔽结束。' },
}

export const deedTitle = (kind: RepairCase['kind'], deed: Deed): string => (deed === 'approve' || deed === 'refuse' ? DECISIONS[kind][deed] : TITLES[deed])

/** One line each: what has to be put right. */
export const defectsOf = (text: string): { code: string; text: string }[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, i) => ({ code: `d${i + 1}`, text: line }))

/** What this officer may do now: one deed at a time, with what it needs. */
export function Act({ found }: { found: RepairCase }) {
  const [deed, setDeed] = useState<Deed | undefined>(found.deeds[0])
  const [note, setNote] = useState('')
  const [offices, setOffices] = useState<string[]>([])
  const [reason, setReason] = useState<string>()
  const [agrees, setAgrees] = useState(true)
  const client = useQueryClient()
  const navigate = useNavigate()
  const params = { caseId: found.caseId }
  const mine = found.reviews.find((r) => r.mine)?.office ?? ''

  const act = async (): Promise<string | undefined> => {
    switch (deed) {
      case 'accept':
        await call('POST /console/repair-cases/{caseId}/acceptance', { params, body: { offices } })
        return undefined
      case 'defects':
        await call('POST /console/repair-cases/{caseId}/defects', { params, body: { defects: defectsOf(note) } })
        return undefined
      case 'assign':
        await call('POST /console/repair-cases/{caseId}/reviews', { params, body: { offices } })
        return undefined
      case 'opinion':
        await call('POST /console/repair-cases/{caseId}/opinion', { params, body: { office: mine, opinion: agrees ? 'agree' : 'disagree', note } })
        return undefined
      case 'approve':
        await call('POST /console/repair-cases/{caseId}/decision', { params, body: { outcome: 'approved', note } })
        return undefined
      case 'refuse':
        await call('POST /console/repair-cases/{caseId}/decision', { params, body: { outcome: 'refused', reasonCode: reason ?? '', note } })
        return undefined
      case 'open-false-commitment':
      case 'open-re-evaluation':
        return (await call('POST /console/repair-cases/{caseId}/linked-cases', { params, body: { kind: deed === 'open-false-commitment' ? 'false-commitment' : 're-evaluation', note } })).caseId
      case undefined:
        return undefined
    }
  }
  const send = useMutation({
    mutationFn: act,
    onSuccess: async (opened) => {
      setNote('')
      await Promise.all([client.invalidateQueries({ queryKey: ['repair-cases'] }), client.invalidateQueries({ queryKey: ['repair-case', found.caseId] })])
      if (opened !== undefined) await navigate(`/repair-cases/${opened}`)
    },
  })
  if (found.deeds.length === 0 || deed === undefined) return null
  const problem = send.isError ? sentenceOf(send.error) : undefined
  const needsNote = deed !== 'accept' && deed !== 'assign'
  const ready = (!needsNote || note.trim().length >= 2) && (deed !== 'refuse' || reason !== undefined) && (deed !== 'assign' || offices.length > 0)
  return (
    <Section title="办理">
      <form
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Radio.Group
          aria-label="办理事项"
          value={deed}
          options={found.deeds.map((value) => ({ value, label: deedTitle(found.kind, value) }))}
          onChange={(event) => {
            setDeed(event.target.value as Deed)
            send.reset()
          }}
        />
        {(deed === 'accept' || deed === 'assign') && (
          <Field label={deed === 'accept' ? '同时征求这些部门的意见（可不选）' : '征求这些部门的意见'}>
            <Select mode="multiple" aria-label="征求意见的部门" value={offices} options={found.offices.map((office) => ({ value: office, label: office }))} onChange={setOffices} />
          </Field>
        )}
        {deed === 'refuse' && (
          <Field label="原因">
            <Select aria-label="不予修复的原因" value={reason} placeholder="请选择" options={found.refusals.map(({ code, title }) => ({ value: code, label: title }))} onChange={setReason} />
          </Field>
        )}
        {deed === 'refuse' && reason !== undefined && <p className="quiet">{`将告知申请人：${found.refusals.find((r) => r.code === reason)?.remedy ?? ''}`}</p>}
        {deed === 'opinion' && <Radio.Group aria-label="意见" value={agrees} options={[{ value: true, label: '同意' }, { value: false, label: '不同意' }]} onChange={(event) => setAgrees(event.target.value === true)} />}
        {needsNote && (
          <Field label={deed === 'defects' ? '要补正的内容，一行一项；只能告知这一次' : deed === 'opinion' ? `${mine}的意见` : '理由（申请人看得到）'}>
            <Input.TextArea aria-label={deed === 'defects' ? '补正内容' : '理由'} value={note} rows={4} maxLength={deed === 'defects' ? 2000 : 500} onChange={(event) => setNote(event.target.value)} />
          </Field>
        )}
        {deed === 'approve' && <p className="quiet">{DECISIONS[found.kind].effect}</p>}
        {problem && (
          <p role="alert">
            {problem.title}
            {problem.detail === undefined ? '' : `：${problem.detail}`}
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={!ready}>
          {deedTitle(found.kind, deed)}
        </Button>
      </form>
    </Section>
  )
}

const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  <label className="field-row">
    <span>{label}</span>
    {children}
  </label>
)
