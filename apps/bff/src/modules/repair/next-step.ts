import { type Day, formatDayZh } from '@xinhui/rules'
import { NEXT } from './clocks'
import type { EffectRow } from './effect.store'
import { OPEN } from './repair.lifecycle'
import type { CaseRow } from './repair.store'

/** Who reads: the subject, or an officer with what they can do here. */
export type Reader = { side: 'subject' } | { side: 'office'; staffId: string; decides: boolean; asked: boolean }

export interface Situation {
  row: CaseRow
  /** What was done to the record, by whichever case. */
  effect: EffectRow | undefined
  /** The newest case that was opened about this one, and until when its decision is due. */
  linked: { row: CaseRow; dueOn: Day | null } | undefined
  /** Until when this case itself is to be decided. */
  dueOn: Day | null
  today: Day
}

const by = (dueOn: Day | null) => (dueOn === null ? '' : `，${formatDayZh(dueOn)}以前`)

const OFFICE_NEXT: Readonly<Record<CaseRow['status'], string>> = {
  draft: '申请人还没有提交',
  submitted: '请决定是否受理；材料不齐的，一次告知补正',
  correcting: '等申请人补正，期间时限暂停；逾期没有补正的，可以作出决定',
  accepted: '请审核并作出决定',
  reviewing: '有关部门的意见到齐或者到期后，请作出决定',
  approved: '正在通知各渠道，不用办理；超期没有确认的，可以打印更正函',
  effective: '已办结，各渠道都已确认，没有要办的事',
  refused: '已办结，没有要办的事',
  withdrawn: '申请人已撤回，没有要办的事',
}

/**
 * What follows in a case, who does it, until when, and where the reader has nothing to do, why. Without the full stop at its end.
 * The office opens a re-evaluation or an inquiry about a closed case and another officer decides it: without a word neither the
 * opener nor the subject would know why they find nothing to press.
 */
export function nextStep(at: Situation, reader: Reader): string {
  if (at.row.kind === 're-evaluation' || at.row.kind === 'false-commitment') return ofLinked(at, reader)
  if (at.row.status === 'approved' || at.row.status === 'effective') return afterApproval(at, reader) ?? plain(at, reader)
  return plain(at, reader)
}

function plain({ row }: Situation, reader: Reader): string {
  if (reader.side === 'subject') return NEXT[row.status]
  if (!reader.decides && OPEN.includes(row.status)) return reader.asked ? '请填写本部门的意见' : `本部门没有待填的意见，由${row.office}作出决定`
  return OFFICE_NEXT[row.status]
}

/** A case of the office's own about a closed one. */
function ofLinked({ row, dueOn, effect }: Situation, reader: Reader): string {
  const evaluates = row.kind === 're-evaluation'
  if (OPEN.includes(row.status)) {
    const deed = evaluates ? '重新评价屏蔽的记录' : '核查修复时的承诺是否属实'
    if (reader.side === 'subject') return `${row.office}${deed}${by(dueOn)}作出决定，结果会通知您。您现在不用办理：${evaluates ? '通过的，记录不再公示；不通过的，恢复公示' : '属实的，原来的修复结果不变；不属实的，恢复公示'}。有材料要说明的，直接交给${row.office}`
    if (reader.staffId === row.openedByStaffId) return `这件由您发起，须由另一位审核员${by(dueOn).slice(1)}作出决定。发起的人不能自己决定，所以您没有可以办理的事项`
    return reader.decides ? `由另一位审核员发起，请您${by(dueOn).slice(1)}作出决定` : `本部门没有待填的意见，由${row.office}作出决定`
  }
  if (evaluates) return row.status === 'refused' ? `重新评价没有通过，记录已恢复公示，正在通知各渠道。${reader.side === 'subject' ? '条件具备时，您可以另行申请修复' : '没有要办的事'}` : '重新评价已通过，记录不再公示，没有要办的事'
  if (row.status === 'refused') return '没有发现虚假承诺，原来的修复结果不变，没有要办的事'
  const held = effect?.heldUntil ? `，${formatDayZh(effect.heldUntil)}以前不能再申请修复` : ''
  return `认定存在虚假承诺，记录已恢复公示${held}。${row.status === 'effective' ? '各渠道都已确认' : '正在通知各渠道'}`
}

/** A decided application whose result is looked at again, was taken back, or is to end one day; undefined where nothing of that is so. */
function afterApproval({ row, effect, linked, today }: Situation, reader: Reader): string | undefined {
  const isSubject = reader.side === 'subject'
  if (linked && OPEN.includes(linked.row.status)) {
    const what = linked.row.kind === 're-evaluation' ? '重新评价' : '虚假承诺核查'
    return isSubject ? `${row.office}正在${what}${by(linked.dueOn)}作出决定，结果会通知您。这件已经办结，您现在不用办理` : `已发起${what}${by(linked.dueOn)}由另一位审核员在那件里作出决定，这件没有要办的事`
  }
  if (effect?.caseId !== row.id) return undefined
  if (effect.liftedAt !== null) {
    if (effect.heldUntil !== null) return `后来认定存在虚假承诺，记录已恢复公示，${formatDayZh(effect.heldUntil)}以前不能再申请修复。这件仍是已办结`
    return `重新评价没有通过，记录已恢复公示。${isSubject ? '条件具备时，您可以另行申请修复' : '这件没有要办的事'}`
  }
  if (effect.kind !== 'screened' || effect.reviewOn === null) return row.kind === 'bankruptcy' ? '重新评价已通过，记录不再公示，没有要办的事' : undefined
  const day = formatDayZh(effect.reviewOn)
  const isDue = effect.reviewOn <= today
  if (isSubject) return `${isDue ? `屏蔽已于${day}到期，等${row.office}重新评价` : `记录暂时屏蔽，${day}由${row.office}重新评价`}。您现在不用在这里办理；请在那以前把重整计划执行情况的报告交给${row.office}，到期前会提醒您`
  return isDue ? `屏蔽已于${day}到期，请发起重新评价，由另一位审核员作出决定` : `记录暂时屏蔽到${day}，到期重新评价。现在不用办理；要提前评价的，可以现在发起，由另一位审核员作出决定`
}
