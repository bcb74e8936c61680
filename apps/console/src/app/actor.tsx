import { useSession } from './use-session'

const kinds: Readonly<Record<string, string>> = { staff: '工作人员', account: '用户', office: '委办局系统', system: '系统', anonymous: '未登录的人' }

const parts: Readonly<Record<string, string>> = { demo: '演示数据', jobs: '定时任务', sweep: '定时任务', cli: '命令行', start: '启动', intake: '报送', outbox: '消息', 'pay-score': '微信支付分' }

/** `staff:stf_…` in words: 我, 工作人员 and the end of the id, 系统. Who that is stays with those who keep the accounts. */
export function actorText(actor: string, mine: string | undefined): string {
  const colon = actor.indexOf(':')
  if (colon < 0) return kinds[actor] ?? actor
  const kind = actor.slice(0, colon)
  const name = actor.slice(colon + 1)
  if (mine !== undefined && name === mine) return '我'
  if (kind === 'system') return `系统（${parts[name] ?? name}）`
  return `${kinds[kind] ?? kind} ${name.length > 12 ? `…${name.slice(-6)}` : name}`
}

export function Actor({ actor }: { actor: string }) {
  const state = useSession()
  return <span title={actor}>{actorText(actor, state.status === 'signed-in' ? state.staff.staffId : undefined)}</span>
}
