import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, type InputRef } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Navigate, useSearchParams } from 'react-router'
import { homeOf, roleTitles, safeNext } from '../../access'
import { useCity } from '../../app/city'
import { useSession } from '../../app/use-session'
import { useTitle } from '../../app/use-title'
import { ApiError } from '../../lib/problem'
import { type Credentials, type DemoAccount, demoStaffQuery, loginFailure, signIn } from './queries'

const blank: Credentials = { username: '', password: '', totpCode: '' }
const fields = [
  { name: 'username', title: '用户名', missing: '请填写用户名' },
  { name: 'password', title: '密码', missing: '请填写密码' },
  { name: 'totpCode', title: '动态码', missing: '请填写 6 位动态码' },
] as const

/** Password and one-time code. Every mistake is said in one place above the button, and nothing typed is lost but the used code. */
export function LoginPage() {
  useTitle('登录')
  const city = useCity()
  const state = useSession()
  const [params] = useSearchParams()
  const [values, setValues] = useState(blank)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ error: unknown; at: number }>()
  const [missing, setMissing] = useState<ReadonlySet<keyof Credentials>>(new Set())
  const username = useRef<InputRef>(null)
  const code = useRef<InputRef>(null)
  useEffect(() => username.current?.focus(), [])

  if (state.status === 'signed-in') return <Navigate to={safeNext(params.get('next')) ?? homeOf(state.staff.roles)} replace />

  const change = (name: keyof Credentials, value: string) => {
    setValues((previous) => ({ ...previous, [name]: value }))
    setMissing((previous) => new Set([...previous].filter((other) => other !== name)))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const empty = fields.filter(({ name }) => (name === 'totpCode' ? !/^\d{6}$/.test(values.totpCode) : values[name] === ''))
    setMissing(new Set(empty.map(({ name }) => name)))
    if (empty.length > 0) return
    setBusy(true)
    setFailure(undefined)
    try {
      await signIn(values)
    } catch (error) {
      setFailure({ error, at: Date.now() })
      change('totpCode', '')
      setBusy(false)
      code.current?.focus()
    }
  }
  const issue = (name: keyof Credentials) => (missing.has(name) ? fields.find((field) => field.name === name)?.missing : failure?.error instanceof ApiError ? failure.error.field(name) : undefined)
  const shared = (name: keyof Credentials) => ({
    id: name,
    value: values[name],
    size: 'large' as const,
    status: issue(name) === undefined ? ('' as const) : ('error' as const),
    'aria-invalid': issue(name) !== undefined,
    'aria-describedby': issue(name) === undefined ? undefined : `${name}-issue`,
  })
  const said = failure === undefined ? undefined : loginFailure(failure.error, failure.at)

  return (
    <main className="login">
      <div className="login-box">
        <header>
          <h1>{city?.serviceName ?? '信惠'}后台</h1>
          <p className="quiet">{city === undefined ? '工作人员登录' : `${city.name} · 工作人员登录`}</p>
        </header>
        {state.status === 'anonymous' && state.ended && failure === undefined && <Alert type="info" title="登录已结束，请重新登录。" />}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <div className="field">
            <label htmlFor="username">用户名</label>
            <Input {...shared('username')} ref={username} autoComplete="username" maxLength={64} onChange={(event) => change('username', event.target.value.trim())} />
            <Issue name="username" text={issue('username')} />
          </div>
          <div className="field">
            <label htmlFor="password">密码</label>
            <Input.Password {...shared('password')} autoComplete="current-password" maxLength={256} onChange={(event) => change('password', event.target.value)} />
            <Issue name="password" text={issue('password')} />
          </div>
          <div className="field">
            <label htmlFor="totpCode">动态码</label>
            <Input {...shared('totpCode')} ref={code} className="code" inputMode="numeric" autoComplete="one-time-code" maxLength={6} onChange={(event) => change('totpCode', event.target.value.replaceAll(/\D/g, ''))} />
            <Issue name="totpCode" text={issue('totpCode')} />
            <p className="hint">验证器应用里的 6 位数字，每 30 秒换一次。</p>
          </div>
          {said !== undefined && <Alert role="alert" type="error" title={said.title} description={said.detail} />}
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            登录
          </Button>
        </form>
        {city?.mode === 'demo' && (
          <DemoAccounts
            onPick={(account) => {
              setValues({ username: account.username, password: account.password, totpCode: account.totpCode })
              setMissing(new Set())
              setFailure(undefined)
            }}
          />
        )}
      </div>
    </main>
  )
}

function Issue({ name, text }: { name: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p className="issue" id={`${name}-issue`}>
      {text}
    </p>
  )
}

/** Demo city only. The code is asked again at the tap, because the listed one may have run out. */
function DemoAccounts({ onPick }: { onPick: (account: DemoAccount) => void }) {
  const client = useQueryClient()
  const accounts = useQuery(demoStaffQuery)
  const [filled, setFilled] = useState('')
  const pick = async (listed: DemoAccount) => {
    let account = listed
    try {
      account = (await client.fetchQuery(demoStaffQuery)).items.find((other) => other.username === listed.username) ?? listed
    } catch {
      // The listed code may still be good; if not, the login says so.
    }
    onPick(account)
    setFilled(`已填入 ${account.displayName}，请点登录`)
  }
  if (accounts.data === undefined || accounts.data.items.length === 0) return null
  return (
    <section className="demo-staff" aria-label="演示账号">
      <h2>
        演示账号<span>点一下即填好</span>
      </h2>
      <ul>
        {accounts.data.items.map((account) => (
          <li key={account.username}>
            <button type="button" className="plain" onClick={() => void pick(account)}>
              <strong>{account.displayName}</strong>
              <span>{account.roles.map((role) => roleTitles[role]).join('、')}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="hidden" role="status">
        {filled}
      </p>
    </section>
  )
}
