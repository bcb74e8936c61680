import { Timeline } from '../../app/timeline'

const ACTIONS: Readonly<Record<string, string>> = {
  'application.draft': '开始填写',
  'application.licence': '上传营业执照',
  'application.submit': '提交申请',
  'application.return': '要求补正',
  'application.approve': '通过申请',
  'application.refuse': '不予通过',
  'merchant.approve': '入驻',
  'merchant.suspend': '暂停',
  'merchant.suspension-lifted': '解除一项暂停',
  'merchant.resume': '恢复',
  'merchant.terminate': '终止合作',
  'agreement.sign': '签署合作协议',
  'store.add': '添加门店',
  'store.edit': '修改门店',
  'store.close': '门店停业',
  'store.reopen': '门店恢复营业',
  'scan.synced': '交来离线核销',
  'post.invite': '邀请店员',
  'post.invite-cancel': '收回邀请',
  'post.accept': '店员上岗',
  'post.end': '岗位停用',
}
export const SIDES = { office: '主管单位', merchant: '商户', system: '系统' } as const

export interface TimelineEntry {
  at: string
  action: string
  by: keyof typeof SIDES
  reasonTitle?: string | null
}

/** What happened, newest first. */
export const Happenings = ({ entries }: { entries: readonly TimelineEntry[] }) => <Timeline entries={entries.map(({ at, action, by, reasonTitle }) => ({ at, title: ACTIONS[action] ?? action, by: SIDES[by], note: reasonTitle ?? null }))} />
