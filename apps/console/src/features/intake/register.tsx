import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { sentenceOf } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { readPublicKey } from './public-key'
import { registerClient, type Registration } from './queries'

const EMPTY = { office: '', officeUscc: '', key: '' }
type Name = keyof typeof EMPTY
type Issues = Partial<Record<Name, string>>

/** What was typed, ready to send, or what is wrong with each field. */
export function readRegistration(typed: Readonly<Record<Name, string>>): { body: Registration } | { issues: Issues } {
  const key = typed.key.trim() === '' ? { problem: '请粘贴公钥' } : readPublicKey(typed.key)
  const office = typed.office.trim()
  const officeUscc = typed.officeUscc.trim().toUpperCase()
  const issues: Issues = {
    ...(office.length < 2 ? { office: '请填写单位全称' } : {}),
    ...(officeUscc.length === 18 ? {} : { officeUscc: '统一社会信用代码是 18 位' }),
    ...('problem' in key ? { key: key.problem } : {}),
  }
  return 'jwk' in key && Object.keys(issues).length === 0 ? { body: { office, officeUscc, jwk: key.jwk } } : { issues }
}

/** Registers the system of an office by its public key; afterwards its page shows the number that goes into every signature. */
export function RegisterDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(EMPTY)
  const [issues, setIssues] = useState<Issues>({})
  const [attempt, setAttempt] = useState(newKey)
  const send = useMutation({
    mutationFn: (body: Registration) => registerClient(body, attempt),
    onSuccess: async ({ clientId }) => {
      await client.invalidateQueries({ queryKey: ['office-clients'] })
      void navigate(`/office-clients/${clientId}`)
    },
  })
  const change = (name: Name, value: string) => {
    setTyped((before) => ({ ...before, [name]: value }))
    setIssues(({ [name]: _gone, ...rest }) => rest)
    setAttempt(newKey())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readRegistration(typed)
    if ('body' in read) send.mutate(read.body)
    else setIssues(read.issues)
  }
  const shared = (name: Name) => ({ id: name, value: typed[name], status: issues[name] === undefined ? ('' as const) : ('error' as const), 'aria-invalid': issues[name] !== undefined, 'aria-describedby': issues[name] === undefined ? undefined : `${name}-issue` })
  return (
    <Drawer title="登记委办局的系统" size={520} open={open} onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="office">报送单位</label>
          <Input {...shared('office')} maxLength={200} placeholder="单位全称，如 云汀市市场监督管理局" onChange={(event) => change('office', event.target.value)} />
          <Issue name="office" text={issues.office} />
        </div>
        <div className="field">
          <label htmlFor="officeUscc">统一社会信用代码</label>
          <Input {...shared('officeUscc')} maxLength={18} onChange={(event) => change('officeUscc', event.target.value)} />
          <Issue name="officeUscc" text={issues.officeUscc} />
          <p className="hint">这个系统只能报送数据来源单位是这个代码的行。</p>
        </div>
        <div className="field">
          <label htmlFor="key">公钥</label>
          <Input.TextArea {...shared('key')} className="mono" rows={7} maxLength={2000} placeholder="JWK 或 PEM，P-256 曲线" onChange={(event) => change('key', event.target.value)} />
          <Issue name="key" text={issues.key} />
          <p className="hint">密钥由委办局自己生成，私钥不出其系统。</p>
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
    <p className="issue" id={`${name}-issue`}>
      {text}
    </p>
  )
}
