import { Button } from 'antd'
import type { ReactNode } from 'react'
import { sentenceOf } from '../lib/problem'

/** Nothing here, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {children !== undefined && <div className="state-detail">{children}</div>}
    </div>
  )
}

/** What happened, what to do; the request number is what the operator asks for. */
export function Failure({ error, retry, retrying = false }: { error: unknown; retry?: () => void; retrying?: boolean }) {
  const { title, detail, requestId } = sentenceOf(error)
  return (
    <div className="state" role="alert">
      <p className="state-title">{title}</p>
      {detail !== undefined && <p className="state-detail">{detail}</p>}
      {retry !== undefined && (
        <Button onClick={retry} loading={retrying}>
          重试
        </Button>
      )}
      {requestId !== undefined && <p className="state-foot">请求编号 {requestId}</p>}
    </div>
  )
}

/** Grey lines in the place of what comes, of the same height. */
export function Bones({ lines = 8, height = 44, label = '正在读取' }: { lines?: number; height?: number; label?: string }) {
  return (
    <div className="bones" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="bone-line" style={{ height }} aria-hidden>
          <span style={{ width: `${28 + ((index * 37) % 22)}%` }} />
          <span style={{ width: `${10 + ((index * 23) % 12)}%` }} />
          <span style={{ width: '8%' }} />
        </div>
      ))}
    </div>
  )
}

export type Tone = 'good' | 'wait' | 'act' | 'plain'

/** A state in words; the colour only repeats them. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`mark mark-${tone}`}>{children}</span>
}

export function Splash() {
  return (
    <div className="splash" role="status">
      正在打开…
    </div>
  )
}
