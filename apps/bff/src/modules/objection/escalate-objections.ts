import { formatDayZh } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { writeAudits } from '../audit/write-audit'
import { cityData } from '../city/city-data'
import { tellOffice } from '../notice/tell-office'
import { OBJECTION_ESCALATED } from './objection.lifecycle'
import { objectionClock, objectionMarks } from './objection-clock'
import { type Mark, type ObjectionRow, takeMarked } from './objection.store'
import { tellObjector } from './tell-objector'

const TITLES: Readonly<Record<`${Mark['step']}:${Mark['colour']}`, string>> = {
  'forward:amber': '异议：快到转交期限了',
  'forward:red': '异议：超期未转交',
  'decide:amber': '异议：快到办结期限了',
  'decide:red': '异议：超期未办结',
}

/**
 * Tells the office whose turn it is of objections near or past a day, each once for each step. One past the day of its decision is
 * escalated 超期升级: the lead is told as well, and whoever objected. Answers how many, at most `limit` of each kind.
 */
export async function escalateObjections({ ctx: outer, input }: { ctx: Ctx; input: { limit: number } }): Promise<number> {
  const { red, amber } = await objectionMarks(outer)
  let count = 0
  // What is past its day is told as that, not as near it.
  for (const mark of [...red, ...amber]) count += await tellMarked(outer, mark, input.limit)
  return count
}

function tellMarked(outer: Ctx, mark: Mark, limit: number): Promise<number> {
  return inTransaction(outer, async (ctx) => {
    const rows = await takeMarked(ctx.db, mark, { now: ctx.now, limit })
    const late = mark.step === 'decide' && mark.colour === 'red'
    for (const row of rows) {
      await tellTurn(ctx, row, mark)
      if (late) await tellObjector(ctx, row, { kind: 'late', title: '异议超过了办理期限', body: '已升级督办，办结后会告诉您。' })
    }
    if (late) await writeAudits(ctx, rows.map((row) => ({ action: OBJECTION_ESCALATED, entity: 'objection', entityId: row.id, detail: {} })))
    return rows.length
  })
}

/** The source office while it has not answered, otherwise the city's credit office. */
async function tellTurn(ctx: Ctx, row: ObjectionRow, mark: Mark): Promise<void> {
  const clock = await objectionClock(ctx, row)
  const item = cityData(ctx.city).itemsByCode.get(row.item)?.title ?? '记录'
  const dueOn = mark.step === 'decide' ? clock?.decideOn : clock?.dueOn
  const step = mark.step === 'forward' ? '转交来源单位' : '办结'
  await tellOffice(ctx, {
    kind: `objection.${mark.colour}`,
    cause: `${row.id}:${mark.step}`,
    objectionId: row.id,
    office: row.officeRepliedAt === null ? row.forwardedTo : null,
    forLead: mark.colour === 'red',
    title: TITLES[`${mark.step}:${mark.colour}`],
    body: `${item}，${dueOn ? `${mark.colour === 'red' ? '应在' : ''}${formatDayZh(dueOn)}以前${step}` : `请${step}`}。`,
  })
}
