import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { Modal, QRCode, Radio, Select } from 'antd'
import { useState } from 'react'
import { clock } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call, newKey } from '../../lib/request'

type Detail = Api['GET /console/merchants/{merchantId}']['response']
type Role = Detail['staff'][number]['role']

const ROLES: readonly { value: Role; label: string }[] = [
  { value: 'owner', label: '店主' },
  { value: 'manager', label: '店长' },
  { value: 'clerk', label: '店员' },
]
const SAYS: Readonly<Record<Role, string>> = { owner: '管理门店和人员、续签协议、确认结算，可以在全部门店核销。', manager: '管理门店和店员，可以在全部门店核销。', clerk: '只在一家门店核销。' }

/** A one-time code for a post: shown once, here, to be scanned or typed by whoever takes it up. */
export function InviteDialog({ merchant, first, onClose }: { merchant: Detail; first: Role; onClose: () => void }) {
  const client = useQueryClient()
  const open = merchant.stores.filter((store) => store.status === 'open')
  const [role, setRole] = useState<Role>(first)
  const [storeId, setStoreId] = useState(open[0]?.storeId)
  const [idempotencyKey] = useState(newKey)
  const { merchantId } = merchant
  const make = useMutation({
    mutationFn: () => call('POST /console/merchants/{merchantId}/invitations', { params: { merchantId }, body: { role, storeId: role === 'clerk' ? (storeId ?? null) : null }, idempotencyKey }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['merchant', merchantId] }),
  })
  if (make.data)
    return (
      <Modal open title={`请${ROLES.find((one) => one.value === make.data.role)?.label ?? ''}扫码上岗`} okText="完成" cancelButtonProps={{ style: { display: 'none' } }} onOk={onClose} onCancel={onClose}>
        <div className="test-pass">
          <QRCode value={make.data.qrText} type="svg" size={180} color="#000000" bgColor="#ffffff" aria-label="邀请二维码" />
          <div>
            <p>打开小程序“我的 → 商户工作台 → 用邀请码上岗”，扫码或输入：</p>
            <p className="mono test-code">{make.data.code}</p>
            <p className="quiet">{clock(make.data.expiresAt)} 前有效，只能用一次；关掉后不再显示。</p>
          </div>
        </div>
      </Modal>
    )
  return (
    <Modal open title="邀请上岗" okText="生成邀请码" cancelText="先不" okButtonProps={{ loading: make.isPending, disabled: role === 'clerk' && storeId === undefined }} onOk={() => make.mutate()} onCancel={onClose}>
      <div className="drawer-form">
        <Radio.Group aria-label="岗位" value={role} options={[...ROLES]} onChange={(event) => setRole(event.target.value as Role)} />
        <p className="quiet">{SAYS[role]}</p>
        {role === 'clerk' && (
          <label className="field-row">
            <span>门店</span> <Select aria-label="门店" style={{ width: '100%' }} placeholder="没有营业的门店" value={storeId} options={open.map((store) => ({ value: store.storeId, label: store.name }))} onChange={setStoreId} />
          </label>
        )}
        {make.isError && <p role="alert">没有生成：{sentenceOf(make.error).detail ?? sentenceOf(make.error).title}</p>}
      </div>
    </Modal>
  )
}
