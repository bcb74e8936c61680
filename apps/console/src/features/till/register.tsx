import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { sentenceOf } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { readPublicKey } from '../intake/public-key'
import { merchantChoice, registerTill, type Registration, storeChoice } from './queries'

const EMPTY = { merchantId: '', storeId: '', name: '', key: '' }
type Name = keyof typeof EMPTY
type Issues = Partial<Record<Name, string>>

/** What was typed, ready to send, or what is wrong with each field. */
export function readTill(typed: Readonly<Record<Name, string>>): { merchantId: string; body: Registration } | { issues: Issues } {
  const key = typed.key.trim() === '' ? { problem: '请粘贴公钥' } : readPublicKey(typed.key)
  const name = typed.name.trim()
  const issues: Issues = {
    ...(typed.merchantId === '' ? { merchantId: '请选择商户' } : {}),
    ...(typed.storeId === '' ? { storeId: '请选择门店' } : {}),
    ...(name === '' ? { name: '请填写名称' } : {}),
    ...('problem' in key ? { key: key.problem } : {}),
  }
  return 'jwk' in key && Object.keys(issues).length === 0 ? { merchantId: typed.merchantId, body: { storeId: typed.storeId, name, jwk: key.jwk } } : { issues }
}

/** Registers a till by its public key, for one store. Afterwards it stands in the list with its client id. */
export function RegisterTillDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState(EMPTY)
  const [search, setSearch] = useState('')
  const [issues, setIssues] = useState<Issues>({})
  const [attempt, setAttempt] = useState(newKey)
  const merchants = useQuery({ ...merchantChoice(search), enabled: open })
  const stores = useQuery(storeChoice(typed.merchantId))
  const send = useMutation({
    mutationFn: ({ merchantId, body }: { merchantId: string; body: Registration }) => registerTill(merchantId, body, attempt),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['tills'] })
      setTyped(EMPTY)
      setAttempt(newKey())
      onClose()
    },
  })
  const change = (name: Name, value: string) => {
    setTyped((before) => ({ ...before, ...(name === 'merchantId' ? { storeId: '' } : {}), [name]: value }))
    setIssues(({ [name]: _gone, ...rest }) => rest)
    setAttempt(newKey())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readTill(typed)
    if ('body' in read) send.mutate(read)
    else setIssues(read.issues)
  }
  const shared = (name: Name) => ({ id: `till-${name}`, status: issues[name] === undefined ? ('' as const) : ('error' as const), 'aria-invalid': issues[name] !== undefined, 'aria-describedby': issues[name] === undefined ? undefined : `till-${name}-issue` })
  return (
    <Drawer title="登记收银系统" size={520} open={open} onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="till-merchantId">商户</label>
          <Select {...shared('merchantId')} showSearch={{ filterOption: false, onSearch: setSearch }} loading={merchants.isFetching} value={typed.merchantId || null} placeholder="输入名称查找" options={(merchants.data?.items ?? []).map((m) => ({ value: m.merchantId, label: m.name }))} onChange={(value: string) => change('merchantId', value)} />
          <Issue name="merchantId" text={issues.merchantId} />
        </div>
        <div className="field">
          <label htmlFor="till-storeId">门店</label>
          <Select {...shared('storeId')} disabled={typed.merchantId === ''} loading={stores.isFetching} value={typed.storeId || null} placeholder="先选商户" options={(stores.data?.stores ?? []).map((s) => ({ value: s.storeId, label: s.name }))} onChange={(value: string) => change('storeId', value)} />
          <Issue name="storeId" text={issues.storeId} />
          <p className="hint">这台收银系统只能为这家门店核销。</p>
        </div>
        <div className="field">
          <label htmlFor="till-name">名称</label>
          <Input {...shared('name')} value={typed.name} maxLength={40} placeholder="如 1 号收银台" onChange={(event) => change('name', event.target.value)} />
          <Issue name="name" text={issues.name} />
        </div>
        <div className="field">
          <label htmlFor="till-key">公钥</label>
          <Input.TextArea {...shared('key')} value={typed.key} className="mono" rows={7} maxLength={2000} placeholder="JWK 或 PEM，P-256 曲线" onChange={(event) => change('key', event.target.value)} />
          <Issue name="key" text={issues.key} />
          <p className="hint">密钥由收银系统自己生成，私钥不出收银系统；每台用各自的一把。</p>
        </div>
        {send.isError && <Alert role="alert" type="error" title={`没有登记：${sentenceOf(send.error).detail ?? sentenceOf(send.error).title}`} />}
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          登记
        </Button>
      </form>
    </Drawer>
  )
}

function Issue({ name, text }: { name: Name; text: string | undefined }) {
  return text === undefined ? null : (
    <p className="issue" id={`till-${name}-issue`}>
      {text}
    </p>
  )
}
