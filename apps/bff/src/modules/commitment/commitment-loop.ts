import type { CommitmentStatus, CommitmentStep } from '@xinhui/contract'
import { formatDayZh } from '@xinhui/rules'

/** All days are `YYYY-MM-DD` in Asia/Shanghai. */
export interface LoopFacts {
  kind: 'person' | 'organization'
  status: CommitmentStatus
  signedOn: string
  checks: readonly { title: string; dueOn: string; result: 'met' | 'not-met' | null }[]
  hearingUntil: string | null
  /** Whether the signed text says it is shown. */
  publish: boolean
  published: { status: string; startsOn: string; endsOn: string | null; repairableOn: string | null } | null
  consequence: string | null
  today: string
}

const say = formatDayZh

function keep({ status, checks, hearingUntil }: LoopFacts): Pick<CommitmentStep, 'state' | 'note'> {
  if (status === 'kept') return { state: 'done', note: '已践诺' }
  if (status === 'broken') return { state: 'failed', note: '没有做到' }
  if (status === 'hearing') return { state: 'now', note: `等您说明，到${say(hearingUntil ?? '')}` }
  const last = checks.at(-1)
  return { state: 'now', note: last ? `履行中，到${say(last.dueOn)}` : '履行中' }
}

function check({ status, checks }: LoopFacts): Pick<CommitmentStep, 'state' | 'note'> {
  const done = checks.filter((c) => c.result !== null)
  const failed = checks.find((c) => c.result === 'not-met')
  if (failed) return { state: status === 'kept' ? 'done' : 'failed', note: `${failed.title}：${status === 'kept' ? '听取说明后认可' : '未通过'}` }
  const next = checks.find((c) => c.result === null)
  if (!next || status === 'kept') return { state: 'done', note: `${checks.length} 项核查都通过` }
  return { state: done.length > 0 ? 'now' : 'ahead', note: `${done.length}/${checks.length}，下一次${say(next.dueOn)}前` }
}

function publish({ kind, publish: agreed, published, today }: LoopFacts): Pick<CommitmentStep, 'state' | 'note'> {
  if (kind === 'person') return { state: 'none', note: '个人承诺不公示' }
  if (!agreed) return { state: 'none', note: '按文本不公示' }
  if (!published) return { state: 'ahead', note: '即将公示' }
  const over = published.status !== 'shown' || (published.endsOn !== null && published.endsOn <= today)
  return over ? { state: 'done', note: '公示已结束' } : { state: 'done', note: published.endsOn === null ? '公示中' : `公示到${say(published.endsOn)}` }
}

function consequence({ kind, status, consequence: text }: LoopFacts): Pick<CommitmentStep, 'state' | 'note'> {
  if (status === 'kept') return { state: 'none', note: '守信，计入档案加分' }
  if (kind === 'person') return { state: 'none', note: status === 'broken' ? '不扣分，只是不再加分' : '个人只奖不罚' }
  if (status === 'broken') return { state: 'failed', note: text ?? '记入信用档案' }
  return { state: 'ahead', note: '违背承诺才会发生' }
}

function repair({ kind, status, published, today }: LoopFacts): Pick<CommitmentStep, 'state' | 'note'> {
  if (status !== 'broken' || kind === 'person') return { state: 'none', note: '不需要' }
  if (!published) return { state: 'none', note: '没有公示，不需要' }
  if (published.endsOn !== null && published.endsOn <= today) return { state: 'done', note: '公示已结束' }
  if (published.repairableOn !== null) return published.repairableOn <= today ? { state: 'now', note: '现在可以申请修复' } : { state: 'ahead', note: `${say(published.repairableOn)}起可以申请` }
  return { state: 'now', note: published.endsOn === null ? '以公示页为准' : `不能提前，${say(published.endsOn)}自动结束` }
}

/** Where a commitment stands in 承诺—践诺—核查—公示—惩戒—修复. Always the six stations, in this order. */
export function commitmentLoop(facts: LoopFacts): CommitmentStep[] {
  return [
    { step: 'promise', title: '承诺', state: 'done', note: `${say(facts.signedOn)}签署` },
    { step: 'keep', title: '践诺', ...keep(facts) },
    { step: 'check', title: '核查', ...check(facts) },
    { step: 'publish', title: '公示', ...publish(facts) },
    { step: 'consequence', title: '惩戒', ...consequence(facts) },
    { step: 'repair', title: '修复', ...repair(facts) },
  ]
}
