import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal, Popconfirm, QRCode } from 'antd'
import { useState } from 'react'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Empty, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import type { LenderDetail, Secrets } from './lender-queries'

type Officer = LenderDetail['people'][number]

const columns: readonly Column<Officer>[] = [
  {
    title: '姓名',
    minWidth: 140,
    value: (o) => o.displayName,
    cell: (o) => (
      <>
        <strong>{o.displayName}</strong>
        <p className="quiet mono">{o.username}</p>
      </>
    ),
  },
  { title: '用户名', value: (o) => o.username, cell: null },
  { title: '职责', value: (o) => (o.lead ? '机构管理员' : '专员'), width: 110 },
  { title: '状态', value: (o) => (o.active ? '在用' : '已停用'), cell: (o) => <Mark tone={o.active ? 'good' : 'plain'}>{o.active ? '在用' : '已停用'}</Mark>, width: 90 },
  { title: '开通', value: (o) => instant(o.createdAt).slice(0, 10), width: 110 },
]

interface Deeds {
  mayMove: (officer: Officer) => boolean
  disable: (officer: Officer) => void
  reset: (officer: Officer) => void
}

function OfficerDeeds({ officer, mayMove, disable, reset }: Deeds & { officer: Officer }) {
  if (!mayMove(officer)) return null
  const again = officer.active ? '重置密码' : '重新开通'
  return (
    <span className="nowrap">
      {officer.active && (
        <Popconfirm placement="bottomRight" title={`停用 ${officer.displayName}？`} description="立即退出登录，以后不能登录；办理过的不变。" okText="停用" cancelText="先不" onConfirm={() => disable(officer)}>
          <Button type="link" size="small" danger aria-label={`停用 ${officer.displayName}`}>
            停用
          </Button>
        </Popconfirm>
      )}
      <Popconfirm placement="bottomRight" title={`给 ${officer.displayName} 新的密码？`} description={officer.active ? '旧密码和动态口令作废，已登录的退出。' : '重新开通：用新密码和动态口令登录。'} okText="生成" cancelText="先不" onConfirm={() => reset(officer)}>
        <Button type="link" size="small" aria-label={`${again} ${officer.displayName}`}>
          {again}
        </Button>
      </Popconfirm>
    </span>
  )
}

const deedsColumn = (deeds: Deeds): Column<Officer> => ({ title: '操作', value: () => '', cell: (officer) => <OfficerDeeds officer={officer} {...deeds} />, width: 170 })

/** Who of a lender may log in here; those who may, invite, disable and hand out new secrets. */
export function Officers({ lender }: { lender: LenderDetail }) {
  const client = useQueryClient()
  const { staffId, lenderId: own } = useStaff()
  const [inviting, setInviting] = useState(false)
  const [secrets, setSecrets] = useState<Secrets>()
  const refresh = () => client.invalidateQueries({ queryKey: ['lenders', lender.lenderId] })
  const reset = useMutation({
    mutationFn: (officer: Officer) => call('POST /console/lenders/{lenderId}/officers/{staffId}/reset', { params: { lenderId: lender.lenderId, staffId: officer.staffId } }),
    onSuccess: async (made) => {
      setSecrets(made)
      await refresh()
    },
  })
  const disable = useMutation({ mutationFn: (officer: Officer) => call('POST /console/lenders/{lenderId}/officers/{staffId}/disabling', { params: { lenderId: lender.lenderId, staffId: officer.staffId } }), onSettled: refresh })
  // Who leads is moved by the office alone; nobody moves themself.
  const mayMove = (officer: Officer) => officer.staffId !== staffId && (own === null || !officer.lead)
  const failed = [reset, disable].find((one) => one.isError)
  return (
    <Section title="人员" aside={lender.mayInvite && lender.status === 'active' && <Button onClick={() => setInviting(true)}>邀请人员</Button>}>
      {lender.people.length === 0 ? <Empty title="还没有人员">{lender.mayInvite ? '先邀请一位机构管理员，由其邀请本机构专员。' : '机构人员开通后列在这里。'}</Empty> : <Rows label="人员" rows={lender.people} columns={lender.mayInvite ? [...columns, deedsColumn({ mayMove, disable: disable.mutate, reset: reset.mutate })] : columns} rowKey={(officer) => officer.staffId} />}
      {failed && (
        <p className="act-text" role="alert">
          {sentenceOf(failed.error).detail ?? sentenceOf(failed.error).title}
        </p>
      )}
      {inviting && (
        <Invite
          lender={lender}
          mayLead={own === null}
          onMade={async (made) => {
            setInviting(false)
            setSecrets(made)
            await refresh()
          }}
          onClose={() => setInviting(false)}
        />
      )}
      {secrets && <Shown secrets={secrets} onClose={() => setSecrets(undefined)} />}
    </Section>
  )
}

function Invite({ lender, mayLead, onMade, onClose }: { lender: LenderDetail; mayLead: boolean; onMade: (made: Secrets) => Promise<void>; onClose: () => void }) {
  const [username, setUsername] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [lead, setLead] = useState(mayLead && !lender.people.some((one) => one.lead && one.active))
  const make = useMutation({ mutationFn: () => call('POST /console/lenders/{lenderId}/officers', { params: { lenderId: lender.lenderId }, body: { username: username.trim(), displayName: displayName.trim(), lead } }), onSuccess: onMade })
  return (
    <Modal open title="邀请人员" okText="开通" cancelText="先不" okButtonProps={{ loading: make.isPending, disabled: username.trim().length < 3 || displayName.trim() === '' }} onOk={() => make.mutate()} onCancel={onClose}>
      <div className="drawer-form">
        <div className="field">
          <label htmlFor="officer-name">姓名</label>
          <Input id="officer-name" value={displayName} maxLength={30} autoComplete="off" onChange={(event) => setDisplayName(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="officer-username">用户名</label>
          <Input id="officer-username" value={username} maxLength={32} autoComplete="off" onChange={(event) => setUsername(event.target.value)} />
          <p className="hint">3–32 个字符：小写字母开头，可含数字、点、下划线、横线。</p>
        </div>
        {mayLead && (
          <Checkbox checked={lead} onChange={(event) => setLead(event.target.checked)}>
            机构管理员：可以邀请和停用本机构专员
          </Checkbox>
        )}
        {make.isError && <p role="alert">没有开通：{sentenceOf(make.error).detail ?? sentenceOf(make.error).title}</p>}
      </div>
    </Modal>
  )
}

/** Shown once, to be handed over: closing it is the end of it. */
function Shown({ secrets, onClose }: { secrets: Secrets; onClose: () => void }) {
  return (
    <Modal open title="请当面交给本人" okText="已交给本人" cancelButtonProps={{ style: { display: 'none' } }} mask={{ closable: false }} onOk={onClose} onCancel={onClose}>
      <div className="test-pass">
        <QRCode value={secrets.otpauthUri} type="svg" size={160} color="#000000" bgColor="#ffffff" aria-label="动态口令二维码" />
        <dl className="facts-tall">
          <div>
            <dt>用户名</dt>
            <dd className="mono">{secrets.username}</dd>
          </div>
          <div>
            <dt>初始密码</dt>
            <dd className="mono">{secrets.password}</dd>
          </div>
          <div>
            <dt>动态口令密钥</dt>
            <dd className="mono">{secrets.totpSecret}</dd>
          </div>
        </dl>
      </div>
      <p className="quiet">本人用身份验证器扫码，登录时输入密码和动态口令。只显示这一次，关掉后只能重置。</p>
    </Modal>
  )
}
