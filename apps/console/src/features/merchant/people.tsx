import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Popconfirm } from 'antd'
import type { Api } from '@xinhui/contract'
import { useMemo, useState } from 'react'
import { type Column, Rows } from '../../app/list-view'
import { Section } from '../../app/page'
import { Empty } from '../../app/states'
import { clock, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import { InviteDialog } from './invite'

type Detail = Api['GET /console/merchants/{merchantId}']['response']
type Person = Detail['staff'][number]
type Ending = Api['POST /console/merchants/{merchantId}/posts/{postId}/end']['body']['reason']

export const postTitles: Readonly<Record<Person['role'], string>> = { owner: '店主', manager: '店长', clerk: '店员' }

const columns: readonly Column<Person>[] = [
  { title: '姓名', value: (person) => person.maskedName, width: 110 },
  { title: '岗位', value: (person) => postTitles[person.role], width: 80 },
  { title: '门店', value: (person) => person.storeName ?? '全部门店', minWidth: 140 },
  { title: '上岗', value: (person) => instant(person.since), cell: (person) => <span className="nowrap">{instant(person.since)}</span>, width: 150 },
]

const endColumn = (end: (post: { postId: string; reason: Ending }) => void): Column<Person> => ({
  title: '停用岗位',
  value: () => '',
  width: 150,
  cell: (person) => (
    <span className="store-acts">
      <EndButton person={person} label="手机丢失" says="那台手机马上不能再核销，本人会收到通知；换机后重新邀请。" onEnd={() => end({ postId: person.postId, reason: 'phone-lost' })} />
      <EndButton person={person} label="离职" says="马上不能再为这家商户核销，本人会收到通知。" onEnd={() => end({ postId: person.postId, reason: 'left' })} />
    </span>
  ),
})

/** Who serves, at which store; whoever may, invites and ends posts: a lost phone is one press and one confirmation. */
export function People({ merchant, mayEdit }: { merchant: Detail; mayEdit: boolean }) {
  const { merchantId } = merchant
  const client = useQueryClient()
  const [inviting, setInviting] = useState<'owner' | 'any'>()
  const changed = () => client.invalidateQueries({ queryKey: ['merchant', merchantId] })
  const end = useMutation({ mutationFn: ({ postId, reason }: { postId: string; reason: Ending }) => call('POST /console/merchants/{merchantId}/posts/{postId}/end', { params: { merchantId, postId }, body: { reason } }), onSettled: changed })
  const cancel = useMutation({ mutationFn: (invitationId: string) => call('DELETE /console/merchants/{merchantId}/invitations/{invitationId}', { params: { merchantId, invitationId } }), onSettled: changed })
  const { mutate } = end
  const shown = useMemo(() => (mayEdit ? [...columns, endColumn(mutate)] : columns), [mayEdit, mutate])
  const isOwnerless = !merchant.staff.some((person) => person.role === 'owner')
  const failed = end.error ?? cancel.error
  return (
    <Section
      title="人员"
      aside={
        <span className="card-actions">
          <span className="quiet">姓名已脱敏</span>
          {mayEdit && <Button onClick={() => setInviting('any')}>邀请上岗</Button>}
        </span>
      }
    >
      {isOwnerless && merchant.status !== 'terminated' && (
        <Alert
          type="warning"
          showIcon
          title="还没有店主"
          description="没有店主，商户自己不能邀请店员、续签协议和确认结算。请核对来人身份后，把一次性邀请码交给店主。"
          action={
            mayEdit && (
              <Button type="primary" onClick={() => setInviting('owner')}>
                邀请店主
              </Button>
            )
          }
        />
      )}
      {merchant.staff.length === 0 ? <Empty title="还没有人上岗" /> : <Rows label="人员" rows={merchant.staff} columns={shown} rowKey={(person) => person.postId} />}
      {failed && (
        <p role="alert" className="act-text">
          {sentenceOf(failed).detail ?? sentenceOf(failed).title}
        </p>
      )}
      {merchant.invitations.length > 0 && (
        <ul className="plain-list" aria-label="还没有用的邀请">
          {merchant.invitations.map((invitation) => (
            <li key={invitation.invitationId}>
              邀请{postTitles[invitation.role]}
              {invitation.storeName === null ? '' : `（${invitation.storeName}）`}，{clock(invitation.expiresAt)} 前有效{' '}
              {mayEdit && (
                <button type="button" className="plain" onClick={() => cancel.mutate(invitation.invitationId)}>
                  收回
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {inviting && <InviteDialog merchant={merchant} first={inviting === 'owner' ? 'owner' : 'clerk'} onClose={() => setInviting(undefined)} />}
    </Section>
  )
}

function EndButton({ person, label, says, onEnd }: { person: Person; label: string; says: string; onEnd: () => void }) {
  return (
    <Popconfirm placement="topRight" title={`停用${person.maskedName}的岗位？`} description={says} okText="停用" cancelText="先不" onConfirm={onEnd}>
      <button type="button" className="plain" aria-label={`${person.maskedName}：${label}`}>
        {label}
      </button>
    </Popconfirm>
  )
}
