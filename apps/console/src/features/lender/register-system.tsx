import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import { readPublicKey } from '../intake/public-key'
import type { Registration } from './system-queries'

const EMPTY = { name: '', key: '', webhookUrl: '' }
type Name = keyof typeof EMPTY
type Issues = Partial<Record<Name, string>>

/** What was typed, ready to send, or what is wrong with each field. Whether the address is a public one is for the server to say. */
export function readSystem(typed: Readonly<Record<Name, string>>): { body: Registration } | { issues: Issues } {
  const key = typed.key.trim() === '' ? { problem: '请粘贴公钥' } : readPublicKey(typed.key)
  const [name, webhookUrl] = [typed.name.trim(), typed.webhookUrl.trim()]
  const issues: Issues = {
    ...(name === '' ? { name: '请填写名称' } : {}),
    ...(URL.canParse(webhookUrl) ? {} : { webhookUrl: '请填写完整的地址，如 https://bank.example.com/hooks' }),
    ...('problem' in key ? { key: key.problem } : {}),
  }
  return 'jwk' in key && Object.keys(issues).length === 0 ? { body: { name, jwk: key.jwk, webhookUrl } } : { issues }
}

/** Registers a bank's system by its public key; the secret that signs messages is handed to `onMade`, once. */
export function RegisterSystem({ lenderId, onMade, onClose }: { lenderId: string; onMade: (secret: string) => void; onClose: () => void }) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState(EMPTY)
  const [issues, setIssues] = useState<Issues>({})
  const send = useMutation({
    mutationFn: (body: Registration) => call('POST /console/lenders/{lenderId}/clients', { params: { lenderId }, body }),
    onSuccess: async ({ webhookSecret }) => {
      onMade(webhookSecret)
      await queries.invalidateQueries({ queryKey: ['lenders', lenderId] })
    },
  })
  const change = (name: Name, value: string) => {
    setTyped((before) => ({ ...before, [name]: value }))
    setIssues(({ [name]: _gone, ...rest }) => rest)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readSystem(typed)
    if ('body' in read) send.mutate(read.body)
    else setIssues(read.issues)
  }
  const shared = (name: Name) => ({ id: `system-${name}`, status: issues[name] === undefined ? ('' as const) : ('error' as const), 'aria-invalid': issues[name] !== undefined, 'aria-describedby': issues[name] === undefined ? undefined : `system-${name}-issue` })
  const issue = (name: Name) =>
    issues[name] === undefined ? null : (
      <p className="issue" id={`system-${name}-issue`}>
        {issues[name]}
      </p>
    )
  return (
    <Drawer title="登记接入系统" size={520} open onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="system-name">名称</label>
          <Input {...shared('name')} value={typed.name} maxLength={40} placeholder="如 信贷系统" autoComplete="off" onChange={(event) => change('name', event.target.value)} />
          {issue('name')}
        </div>
        <div className="field">
          <label htmlFor="system-key">公钥</label>
          <Input.TextArea {...shared('key')} value={typed.key} className="mono" rows={7} maxLength={2000} placeholder="JWK 或 PEM，P-256 曲线" onChange={(event) => change('key', event.target.value)} />
          {issue('key')}
          <p className="hint">机构的系统自己生成密钥，私钥不出机构；用它签名换取令牌（private_key_jwt）。</p>
        </div>
        <div className="field">
          <label htmlFor="system-webhookUrl">消息回调地址</label>
          <Input {...shared('webhookUrl')} value={typed.webhookUrl} maxLength={300} placeholder="https://" autoComplete="off" onChange={(event) => change('webhookUrl', event.target.value)} />
          {issue('webhookUrl')}
          <p className="hint">企业申请、答复报价、撤回时，把消息发到这里；消息里只有申请编号。</p>
        </div>
        {send.isError && <Alert role="alert" type="error" title={`没有登记：${sentenceOf(send.error).detail ?? sentenceOf(send.error).title}`} />}
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          登记
        </Button>
      </form>
    </Drawer>
  )
}
