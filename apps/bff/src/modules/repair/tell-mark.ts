import { formatDayZh } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { tellOffice } from '../notice/tell-office'
import { CLOCK_TITLES } from './clocks'
import { noticeTo } from './notify-applicant'
import { titleOf } from './present-case'
import { findCase, listClocks } from './repair.store'

export interface ClockMark {
  caseId: string
  step: string
  office: string
  mark: 'amber' | 'red'
}

/**
 * A clock near its day, or past it: told to the officers of the office whose turn it is, and past it to their lead as well, once
 * each. The applicant is told when their own time runs out. A day that was kept meanwhile is near no more.
 */
export async function tellMark({ ctx, input }: { ctx: Ctx; input: ClockMark }): Promise<void> {
  const { mark } = input
  const row = await findCase(ctx.db, input.caseId)
  const clock = (await listClocks(ctx.db, [input.caseId])).find((c) => c.step === input.step && c.office === input.office)
  if (!row || !clock || clock.dueOn === null || (mark === 'amber' && clock.doneOn !== null)) return
  const by = formatDayZh(clock.dueOn)
  const isApplicants = clock.step === 'answer'
  if (isApplicants && mark === 'amber') {
    await noticeTo(ctx, row, { kind: 'repair.answer-near', title: '补正快到期了', body: `请在${by}以前补正，只需补正一次。` })
    return
  }
  const step = CLOCK_TITLES[clock.step]
  const words = mark === 'amber' ? { title: `信用修复：“${step}”快到期了`, body: `${by}以前办理。` } : { title: isApplicants ? '信用修复：申请人没有按期补正' : `信用修复：“${step}”已超期`, body: isApplicants ? `补正期限是${by}，可以作出决定。` : `应在${by}以前办理，请尽快处理。` }
  await tellOffice(ctx, {
    kind: `repair.${mark}`,
    cause: `${row.id}:${clock.step}:${clock.office}`,
    caseId: row.id,
    office: clock.office === '' ? row.office : clock.office,
    forLead: mark === 'red',
    title: words.title,
    body: `${titleOf(ctx, row.item)}，${words.body}`,
  })
}
