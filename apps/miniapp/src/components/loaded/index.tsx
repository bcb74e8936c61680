import type { ReactNode } from 'react'
import { go } from '../../lib/go'
import type { Loaded as Load } from '../../lib/use-load'
import type { Mine } from '../../lib/use-mine'
import { Button } from '../button'
import { Empty } from '../empty'
import { ErrorState } from '../error-state'
import { OfflineBar } from '../offline-bar'

interface LoadedProps<T> {
  load: Load<T> | Mine<T>
  /** Takes the room of what is coming. */
  skeleton: ReactNode
  /** What is shown after login, so that the reader knows why to log in: 登录后查看您的券. */
  loginNote?: string
  children: (data: T) => ReactNode
}

/** What a page shows while its data is not there yet: login, real name, skeleton, failure; then the data. */
export function Loaded<T>({ load, skeleton, loginNote, children }: LoadedProps<T>) {
  const { data, error } = load
  const isOut = ('signedIn' in load && !load.signedIn) || error?.code === 'UNAUTHENTICATED' || error?.code === 'SESSION_ENDED'
  if (isOut) return <LoginGate note={loginNote} />
  if (error?.code === 'REAL_NAME_REQUIRED') return <RealNameGate />
  if (error) return <ErrorState error={error} onRetry={load.reload} />
  return <>{data === undefined ? skeleton : children(data)}</>
}

/** For a `Page`'s notice: that what is shown could not be refreshed. */
export function Stale({ load }: { load: Pick<Load<unknown>, 'refreshError' | 'at' | 'reload'> }) {
  return load.refreshError ? <OfflineBar error={load.refreshError} at={load.at} onRetry={() => void load.reload()} /> : null
}

function LoginGate({ note = '登录后再看这一页' }: { note?: string }) {
  return (
    <Empty
      icon="person"
      title="请先登录"
      note={note}
      action={
        <Button inline onTap={() => go('login')}>
          登录
        </Button>
      }
    />
  )
}

function RealNameGate() {
  return (
    <Empty
      icon="shield"
      title="请先完成实名认证"
      note="这里的内容只给本人看，要先确认您是谁"
      action={
        <Button inline onTap={() => go('realName')}>
          去实名认证
        </Button>
      }
    />
  )
}
