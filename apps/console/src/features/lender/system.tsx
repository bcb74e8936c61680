import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { mayDo, mayOpen } from '../../access'
import { Facts } from '../../app/facts'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Bones, Empty, Failure, Mark, type Tone } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { LenderDetail } from './lender-queries'
import { RegisterSystem } from './register-system'
import { clientsQuery, deliveriesQuery, type Delivery, type LenderClient } from './system-queries'

/** A bank's own system 接入系统: its key and address, and what was sent to it. */
export function System({ lender }: { lender: LenderDetail }) {
  const { roles } = useStaff()
  const found = useQuery(clientsQuery(lender.lenderId))
  const [registering, setRegistering] = useState(false)
  const [secret, setSecret] = useState<string>()
  const mayRegister = mayDo(roles, 'register-lender-client') && lender.status === 'active'
  const living = found.data?.items.find((client) => client.status === 'active')
  return (
    <Section title="接入系统" aside={mayRegister && found.data !== undefined && living === undefined && <Button onClick={() => setRegistering(true)}>登记系统</Button>}>
      {found.data === undefined ? found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={3} /> : living === undefined ? <Empty title="还没有接入系统">机构人员在后台办理；登记系统后，机构也可以用接口收单和回报。</Empty> : <Living client={living} mayMove={mayRegister} onSecret={setSecret} />}
      {found.data !== undefined && <Ended clients={found.data.items.filter((client) => client.status === 'revoked')} />}
      {/* Without a system nothing was to be delivered; what waits for one is shown once there is one. */}
      {living !== undefined && <Deliveries lenderId={lender.lenderId} mayResend={mayRegister} />}
      {registering && (
        <RegisterSystem
          lenderId={lender.lenderId}
          onMade={(made) => {
            setRegistering(false)
            setSecret(made)
          }}
          onClose={() => setRegistering(false)}
        />
      )}
      {secret !== undefined && <SecretShown secret={secret} onClose={() => setSecret(undefined)} />}
    </Section>
  )
}

function Living({ client, mayMove, onSecret }: { client: LenderClient; mayMove: boolean; onSecret: (secret: string) => void }) {
  const queries = useQueryClient()
  const params = { lenderId: client.lenderId, clientId: client.clientId }
  const refresh = () => queries.invalidateQueries({ queryKey: ['lenders', client.lenderId] })
  const rotate = useMutation({
    mutationFn: () => call('POST /console/lenders/{lenderId}/clients/{clientId}/secret', { params }),
    onSuccess: async ({ webhookSecret }) => {
      onSecret(webhookSecret)
      await refresh()
    },
  })
  const revoke = useMutation({ mutationFn: () => call('DELETE /console/lenders/{lenderId}/clients/{clientId}', { params }), onSettled: refresh })
  const failed = [rotate, revoke].find((one) => one.isError)
  return (
    <>
      <Facts
        tall
        rows={[
          ['名称', client.name],
          ['接入编号（client_id）', <span key="id" className="mono">{client.clientId}</span>],
          ['公钥指纹（RFC 7638，SHA-256）', <span key="key" className="mono">{client.keyThumbprint}</span>],
          ['换取令牌', <span key="token" className="mono">POST {window.location.origin}/api/v1/lender/token</span>],
          ['消息回调地址', <span key="hook" className="mono">{client.webhookUrl}</span>],
          ['登记', instant(client.createdAt)],
        ]}
      />
      {mayMove && (
        <div className="inline-form">
          <Popconfirm title="换一把签名密钥？" description="旧的立即作废：机构换上新的之前，双方的消息都验不过。" okText="更换" cancelText="先不" onConfirm={() => rotate.mutate()}>
            <Button loading={rotate.isPending}>换签名密钥</Button>
          </Popconfirm>
          <Popconfirm title="停用这个系统？" description="手里的令牌立即失效，也不再收到消息。停用后不能恢复，换公钥须重新登记。" okText="停用" cancelText="先不" onConfirm={() => revoke.mutate()}>
            <Button danger loading={revoke.isPending}>
              停用系统
            </Button>
          </Popconfirm>
        </div>
      )}
      {failed && (
        <p className="act-text" role="alert">
          {sentenceOf(failed.error).detail ?? sentenceOf(failed.error).title}
        </p>
      )}
    </>
  )
}

function Ended({ clients }: { clients: readonly LenderClient[] }) {
  if (clients.length === 0) return null
  return (
    <details>
      <summary>停用过 {clients.length} 个系统</summary>
      <ul>
        {clients.map((client) => (
          <li key={client.clientId}>
            {client.name} <span className="mono">…{client.clientId.slice(-8)}</span>，{instant(client.createdAt)} 登记{client.revokedAt === null ? '' : `，${instant(client.revokedAt)} 停用`}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Shown once: signs the messages of both sides. */
function SecretShown({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Modal open title="消息签名密钥" okText="已记下" cancelButtonProps={{ style: { display: 'none' } }} mask={{ closable: false }} onOk={onClose} onCancel={onClose}>
      <p className="mono" aria-label="签名密钥">
        {secret}
      </p>
      <Alert type="warning" showIcon title="只显示这一次" description="请通过安全渠道交给机构的技术人员；关掉后只能更换。" />
    </Modal>
  )
}

const states: Readonly<Record<Delivery['state'], { title: string; tone: Tone }>> = { delivered: { title: '已送达', tone: 'good' }, waiting: { title: '发送中', tone: 'wait' }, undelivered: { title: '没有送达', tone: 'act' } }

const columns: readonly Column<Delivery>[] = [
  { title: '消息', value: (d) => d.typeTitle, minWidth: 110 },
  { title: '编号', value: (d) => d.messageId, cell: null },
  { title: '时间', value: (d) => instant(d.createdAt), cell: (d) => <span className="nowrap">{instant(d.createdAt)}</span>, width: 150 },
  { title: '状态', value: (d) => states[d.state].title, cell: (d) => <Mark tone={states[d.state].tone}>{states[d.state].title}</Mark>, width: 100 },
  { title: '试过', value: (d) => `${d.attempts} 次${d.attempts > 0 && d.state !== 'delivered' ? `，${d.lastStatus === null ? '没有应答' : `应答 ${d.lastStatus}`}` : ''}`, width: 120 },
]

const addressOf = ({ applicationId, productId }: Delivery) => (productId === null ? `/loan-applications/${applicationId ?? ''}` : `/loan-products/${productId}`)

const about: Column<Delivery> = { title: '申请或产品', value: (d) => d.applicationId ?? d.productId ?? '', cell: (d) => <Link to={addressOf(d)}>…{(d.applicationId ?? d.productId ?? '').slice(-8)}</Link>, width: 110 }

function Again({ one, resend, pending }: { one: Delivery; resend: (one: Delivery) => void; pending: string | undefined }) {
  if (one.state !== 'undelivered') return null
  return (
    <Button type="link" size="small" loading={pending === one.messageId} aria-label={`重发 ${one.messageId.slice(-8)}`} onClick={() => resend(one)}>
      重发
    </Button>
  )
}

const againColumn = (resend: (one: Delivery) => void, pending: string | undefined): Column<Delivery> => ({ title: '操作', value: () => '', cell: (one) => <Again one={one} resend={resend} pending={pending} />, width: 70 })

function Deliveries({ lenderId, mayResend }: { lenderId: string; mayResend: boolean }) {
  const { roles } = useStaff()
  const queries = useQueryClient()
  const found = useQuery(deliveriesQuery(lenderId))
  const resend = useMutation({
    mutationFn: (one: Delivery) => call('POST /console/lenders/{lenderId}/deliveries/{messageId}/resend', { params: { lenderId, messageId: one.messageId }, idempotencyKey: newKey() }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['lenders', lenderId, 'deliveries'] }),
  })
  const shown = [...columns.slice(0, 1), ...(mayOpen(roles, 'loanApplications') ? [about] : []), ...columns.slice(1), ...(mayResend ? [againColumn(resend.mutate, resend.isPending ? resend.variables.messageId : undefined)] : [])]
  if (found.data === undefined) return found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : null
  return (
    <>
      <h3>最近消息</h3>
      {found.data.items.length === 0 ? <p className="quiet">还没有发给机构的消息。</p> : <Rows label="最近消息" rows={found.data.items} columns={shown} rowKey={(one) => one.messageId} />}
      {resend.isError && (
        <p className="act-text" role="alert">
          没有重发：{sentenceOf(resend.error).detail ?? sentenceOf(resend.error).title}
        </p>
      )}
    </>
  )
}
