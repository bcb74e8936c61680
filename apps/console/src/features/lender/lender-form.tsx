import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input, Select } from 'antd'
import type { LenderKind } from '@xinhui/contract'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { LenderDetail, NewLender } from './lender-queries'

const KINDS: readonly { value: LenderKind; label: string }[] = [
  { value: 'state-bank', label: '国有银行' },
  { value: 'joint-stock-bank', label: '股份制银行' },
  { value: 'city-bank', label: '城商行' },
  { value: 'rural-bank', label: '农商行' },
  { value: 'village-bank', label: '村镇银行' },
  { value: 'policy-bank', label: '政策性银行' },
  { value: 'guarantee', label: '融资担保' },
  { value: 'microcredit', label: '小额贷款' },
]

const EMPTY = { uscc: '', name: '', kind: '', licenceNumber: '', licenceFrom: '', licenceUntil: '', answerWorkingDays: '5', contactName: '', contactPhone: '' }
export type Typed = Readonly<Record<keyof typeof EMPTY, string>>
type Issues = Partial<Record<keyof Typed, string>>
type Written = Omit<NewLender, 'uscc' | 'contact'> & { contact?: NewLender['contact'] }

const typedOf = (lender: LenderDetail): Typed => ({
  ...EMPTY,
  uscc: lender.uscc,
  name: lender.name,
  kind: lender.kind,
  licenceNumber: lender.licenceNumber ?? '',
  licenceFrom: lender.licenceFrom ?? '',
  licenceUntil: lender.licenceUntil ?? '',
  answerWorkingDays: String(lender.answerWorkingDays ?? ''),
})

/** What was typed, ready to send, or what is wrong with each field. An edit may leave the contact empty: the one there is stays. */
export function readLender(typed: Typed, isNew: boolean): { uscc: string; written: Written } | { issues: Issues } {
  const text = (name: keyof Typed) => typed[name].trim()
  const kind = KINDS.find((one) => one.value === typed.kind)?.value
  const days = Number(text('answerWorkingDays'))
  const [name, phone] = [text('contactName'), text('contactPhone')]
  const wantsContact = isNew || name !== '' || phone !== ''
  const issues: Issues = {
    ...(text('uscc').length === 18 ? {} : { uscc: '统一社会信用代码是 18 位' }),
    ...(text('name').length < 2 ? { name: '请填写机构名称' } : {}),
    ...(kind === undefined ? { kind: '请选择机构类型' } : {}),
    ...(text('licenceNumber').length < 5 ? { licenceNumber: '请填写金融许可证编号' } : {}),
    ...(text('licenceFrom') === '' ? { licenceFrom: '请填写发证日期' } : {}),
    ...(text('licenceUntil') !== '' && text('licenceUntil') <= text('licenceFrom') ? { licenceUntil: '应晚于发证日期' } : {}),
    ...(Number.isInteger(days) && days >= 1 && days <= 30 ? {} : { answerWorkingDays: '请填写 1 至 30 的整数' }),
    ...(wantsContact && name.length < 2 ? { contactName: '请填写联系人姓名' } : {}),
    ...(wantsContact && !/^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(phone) ? { contactPhone: '请填写手机号或带区号的座机' } : {}),
  }
  if (kind === undefined || Object.keys(issues).length > 0) return { issues }
  const written = { name: text('name'), kind, licenceNumber: text('licenceNumber'), licenceFrom: text('licenceFrom'), licenceUntil: text('licenceUntil') || null, answerWorkingDays: days }
  return { uscc: text('uscc').toUpperCase(), written: wantsContact ? { ...written, contact: { name, phone } } : written }
}

function send(lender: LenderDetail | undefined, read: { uscc: string; written: Written }, idempotencyKey: string): Promise<LenderDetail> {
  if (lender) return call('PUT /console/lenders/{lenderId}', { params: { lenderId: lender.lenderId }, body: { version: lender.version, ...read.written }, idempotencyKey })
  const { contact = { name: '', phone: '' }, ...rest } = read.written
  return call('POST /console/lenders', { body: { uscc: read.uscc, ...rest, contact }, idempotencyKey })
}

/** Admits a lender, or changes what is written about one; afterwards a new one's page opens. */
export function LenderDrawer({ lender, onClose }: { lender?: LenderDetail; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState<Typed>(lender ? typedOf(lender) : EMPTY)
  const [issues, setIssues] = useState<Issues>({})
  const [attempt, setAttempt] = useState(newKey)
  const save = useMutation({
    mutationFn: (read: { uscc: string; written: Written }) => send(lender, read, attempt),
    onSuccess: async ({ lenderId }) => {
      await client.invalidateQueries({ queryKey: ['lenders'] })
      onClose()
      if (!lender) await navigate(`/lenders/${lenderId}`)
    },
  })
  const change = (name: keyof Typed, value: string) => {
    setTyped((before) => ({ ...before, [name]: value }))
    setIssues(({ [name]: _gone, ...rest }) => rest)
    setAttempt(newKey())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readLender(typed, lender === undefined)
    if ('written' in read) save.mutate(read)
    else setIssues(read.issues)
  }
  const shared = (name: keyof Typed) => ({ id: `lender-${name}`, status: issues[name] === undefined ? ('' as const) : ('error' as const), 'aria-invalid': issues[name] !== undefined, 'aria-describedby': issues[name] === undefined ? undefined : `lender-${name}-issue` })
  const line = (name: keyof Typed, label: string, more: { type?: 'text' | 'date' | 'number'; max?: number; hint?: string; disabled?: boolean } = {}) => (
    <div className="field">
      <label htmlFor={`lender-${name}`}>{label}</label>
      <Input {...shared(name)} type={more.type ?? 'text'} value={typed[name]} maxLength={more.max} disabled={more.disabled ?? false} autoComplete="off" onChange={(event) => change(name, event.target.value)} />
      <Issue name={name} text={issues[name]} />
      {more.hint !== undefined && <p className="hint">{more.hint}</p>}
    </div>
  )
  return (
    <Drawer title={lender ? '修改机构信息' : '机构入驻'} size={520} open onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        {line('uscc', '统一社会信用代码', { max: 18, disabled: lender !== undefined })}
        {line('name', '机构名称', { max: 60 })}
        <div className="field">
          <label htmlFor="lender-kind">机构类型</label>
          <Select {...shared('kind')} value={typed.kind || null} placeholder="请选择" options={[...KINDS]} onChange={(value: string) => change('kind', value)} />
          <Issue name="kind" text={issues.kind} />
        </div>
        {line('licenceNumber', '金融许可证编号', { max: 40 })}
        {line('licenceFrom', '发证日期', { type: 'date' })}
        {line('licenceUntil', '有效期至', { type: 'date', hint: '长期有效的不填。' })}
        {line('answerWorkingDays', '约定答复时限（工作日）', { type: 'number', hint: '产品承诺的答复时限不能超过它。' })}
        {line('contactName', '联系人', { max: 30, ...(lender ? { hint: `现为 ${lender.contact?.maskedName ?? '未登记'}；不改就不填。` } : {}) })}
        {line('contactPhone', '联系电话', { max: 20, ...(lender ? { hint: `现为 ${lender.contact?.maskedPhone ?? '未登记'}；不改就不填。` } : {}) })}
        {save.isError && <Alert role="alert" type="error" title={`没有保存：${sentenceOf(save.error).detail ?? sentenceOf(save.error).title}`} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {lender ? '保存' : '入驻'}
        </Button>
      </form>
    </Drawer>
  )
}

function Issue({ name, text }: { name: keyof Typed; text: string | undefined }) {
  return text === undefined ? null : (
    <p className="issue" id={`lender-${name}-issue`}>
      {text}
    </p>
  )
}
