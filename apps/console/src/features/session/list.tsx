import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { pages } from '../../access'
import { Page } from '../../app/page'
import { Bones, Failure, Mark } from '../../app/states'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { deviceOf } from '../../lib/user-agent'
import { revokeSession, sessionsQuery, signOut, type StaffSession } from './queries'

/** 登录设备: every living session of mine; a strange one is ended here. */
export function SessionList() {
  const sessions = useQuery(sessionsQuery)
  return (
    <Page title={pages.sessions.title} note="看到不认识的设备，请立即下线并联系管理员重置密码。">
      {sessions.data === undefined ? (
        sessions.isError ? <Failure error={sessions.error} retry={() => void sessions.refetch()} retrying={sessions.isFetching} /> : <Bones lines={3} height={64} />
      ) : (
        <ul className="devices card">
          {sessions.data.items.map((device) => (
            <Device key={device.sessionId} device={device} />
          ))}
        </ul>
      )}
    </Page>
  )
}

function Device({ device }: { device: StaffSession }) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => (device.current ? signOut(client) : revokeSession(device.sessionId)),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const name = deviceOf(device.userAgent)
  const verb = device.current ? '退出登录' : '下线'
  return (
    <li>
      <div>
        <p>
          <strong title={device.userAgent}>{name}</strong> {device.current && <Mark tone="good">本机</Mark>}
        </p>
        <p className="quiet">
          {instant(device.createdAt)} 登录 · 最近使用 {instant(device.lastUsedAt)} · {instant(device.expiresAt)} 到期
        </p>
        {revoke.isError && (
          <p className="act-text" role="alert">
            没有下线：{sentenceOf(revoke.error).title}
          </p>
        )}
      </div>
      <Popconfirm placement="left" title={device.current ? '退出这台设备的登录？' : `让「${name}」下线？`} description={device.current ? undefined : '那台设备需要重新登录。'} okText={verb} cancelText="取消" onConfirm={() => revoke.mutate()}>
        <Button loading={revoke.isPending} aria-label={`${verb}：${name}，${instant(device.createdAt)} 登录`}>
          {verb}
        </Button>
      </Popconfirm>
    </li>
  )
}
