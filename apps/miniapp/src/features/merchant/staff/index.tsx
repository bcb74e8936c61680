import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Api, MerchantPostRole } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ChipRow } from '../../../components/chip'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { QrCode } from '../../../components/qr-code'
import { Confirm, Sheet } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import './index.css'
import { inviteUntil, type Member, memberFacts, ROLE_NOTES, ROLES } from '../merchant.view'
import { useAct } from '../use-act'

type Made = Api['POST /desk/merchants/{merchantId}/invitations']['response']

/** Who stands at the counters; invited by a code, sent away in one tap. */
export default function MerchantStaff() {
  const merchantId = paramOf(useRouter().params, 'merchantId') ?? ''
  const load = useMine(`merchant-staff:${merchantId}`, () => call('GET /desk/merchants/{merchantId}/staff', { params: { merchantId } }))
  const { problem, act } = useAct()
  const [leaving, setLeaving] = useState<Member>()
  const [made, setMade] = useState<Made>()
  const end = async ({ postId }: Member, reason: 'left' | 'phone-lost') => {
    setLeaving(undefined)
    if (await act((idempotencyKey) => call('POST /desk/merchants/{merchantId}/posts/{postId}/end', { params: { merchantId, postId }, body: { reason }, idempotencyKey }), '已停用，马上生效')) await load.reload()
  }
  const takeBack = async (invitationId: string) => {
    if (await act((idempotencyKey) => call('DELETE /desk/merchants/{merchantId}/invitations/{invitationId}', { params: { merchantId, invitationId }, idempotencyKey }), '已收回')) await load.reload()
  }
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后管理店员">
        {({ items, invitations, mayInvite }) => (
          <>
            {problem && <Problem error={problem} />}
            {items.map((member) => (
              <Card key={member.postId} title={member.maskedName} aside={<Tag tone="accent">{member.isMe ? `${ROLES[member.role]}，我` : ROLES[member.role]}</Tag>}>
                <View className="stack">
                  <Facts items={memberFacts(member)} />
                  {member.mayEnd && !member.isMe && (
                    <View className="merchant-pair">
                      <Button kind="danger" label={`手机丢了，停用：${member.maskedName}`} onTap={() => end(member, 'phone-lost')}>
                        手机丢了，停用
                      </Button>
                      <Button kind="text" label={`离岗：${member.maskedName}`} onTap={() => setLeaving(member)}>
                        离岗
                      </Button>
                    </View>
                  )}
                  {member.isMe && (
                    <Button kind="text" onTap={() => setLeaving(member)}>
                      我要离岗
                    </Button>
                  )}
                </View>
              </Card>
            ))}
            {invitations.map((invitation) => (
              <Card key={invitation.invitationId} title={invitation.storeName === null ? ROLES[invitation.role] : `${ROLES[invitation.role]}，${invitation.storeName}`} aside={<Tag tone="amber">等待上岗</Tag>}>
                <View className="stack">
                  <View className="words">{inviteUntil(invitation.expiresAt)}</View>
                  <Button kind="text" onTap={() => takeBack(invitation.invitationId)}>
                    收回邀请
                  </Button>
                </View>
              </Card>
            ))}
            {mayInvite.length > 0 && (
              <Invite
                merchantId={merchantId}
                roles={mayInvite}
                onMade={(invitation) => {
                  setMade(invitation)
                  void load.reload()
                }}
              />
            )}
          </>
        )}
      </Loaded>
      <Sheet open={made !== undefined} title="请对方扫码" onClose={() => setMade(undefined)}>
        {made && (
          <View className="stack merchant-code">
            <QrCode text={made.qrText} label={`邀请码 ${made.code}`} />
            <View className="merchant-code__words">{made.code}</View>
            <View className="words">{`请对方打开“我的—商户工作台—用邀请码上岗”，扫码或输入。${inviteUntil(made.expiresAt)}。`}</View>
          </View>
        )}
      </Sheet>
      <Confirm
        open={leaving !== undefined}
        title={leaving?.isMe ? '我要离岗？' : `${leaving?.maskedName ?? ''}离岗？`}
        body="马上生效，不能再在这里核销。回来时重新邀请。"
        action="离岗"
        danger
        onConfirm={() => (leaving ? end(leaving, 'left') : undefined)}
        onClose={() => setLeaving(undefined)}
      />
    </Page>
  )
}

const ORDER = ['clerk', 'manager', 'owner'] as const

function Invite({ merchantId, roles, onMade }: { merchantId: string; roles: readonly MerchantPostRole[]; onMade: (made: Made) => void }) {
  const stores = useMine(`merchant-stores:${merchantId}`, () => call('GET /desk/merchants/{merchantId}/stores', { params: { merchantId } }))
  const { problem, act } = useAct()
  const [role, setRole] = useState<MerchantPostRole>('clerk')
  const [chosen, setChosen] = useState<string>()
  const open = (stores.data?.items ?? []).filter((store) => store.status === 'open')
  const storeId = role === 'clerk' ? (open.find((store) => store.storeId === chosen) ?? open[0])?.storeId : undefined
  const invite = async () => {
    await act(async (idempotencyKey) => onMade(await call('POST /desk/merchants/{merchantId}/invitations', { params: { merchantId }, body: { role, storeId: storeId ?? null }, idempotencyKey })))
  }
  return (
    <Card title="邀请">
      <View className="stack">
        <ChipRow label="岗位" items={ORDER.filter((one) => roles.includes(one)).map((code) => ({ code, title: ROLES[code] }))} selected={role} onSelect={(code) => setRole(roles.find((one) => one === code) ?? 'clerk')} />
        <View className="words">{ROLE_NOTES[role]}</View>
        {role === 'clerk' && open.length > 1 && <ChipRow label="门店" items={open.map(({ storeId: code, name }) => ({ code, title: name }))} selected={storeId ?? ''} onSelect={setChosen} />}
        {problem && <Problem error={problem} />}
        <Button icon="qr" disabled={role === 'clerk' && storeId === undefined} onTap={invite}>
          生成邀请码
        </Button>
      </View>
    </Card>
  )
}
