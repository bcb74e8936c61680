import type { Ctx } from '../../context'
import { findRepresentative } from '../agency/agency.store'
import { cityData } from '../city/city-data'
import { writeNotice } from '../notice/write-notice'
import { findShown, listWithdrawn } from './shown.store'

/** Standard words: what an office or an officer wrote may name somebody. */
export function withdrawalReason({ kind, afterObjection }: { kind: string; afterObjection: boolean }): string {
  if (kind === 'penalty') return afterObjection ? '经异议核实，行政处罚决定已撤销或变更' : '作出单位已撤销或变更行政处罚决定'
  return afterObjection ? '经异议核实，原记录有误，已撤销' : '来源单位已撤回这条记录'
}

export const REVISED = '作出单位更正了公示的内容，原内容已撤回，按更正后的内容公示'

/** Its name in the catalogue. */
export const itemTitle = (ctx: Ctx, item: string): string => cityData(ctx.city).itemsByCode.get(item)?.title ?? '记录'

/** Tells the firm that the published words of a record of its own were put right, once for each version. */
export async function tellRevised({ ctx, input }: { ctx: Ctx; input: { recordId: string; recordVersion: number } }): Promise<void> {
  const shown = await findShown(ctx.db, input.recordId)
  const to = shown && (await findRepresentative(ctx.db, shown.subjectId, ctx.now))?.personId
  if (to) await writeNotice(ctx, { subjectId: to, kind: 'firm.publication-corrected', cause: `${input.recordId}:${input.recordVersion}`, title: `一条${itemTitle(ctx, shown.item)}的公示已更正`, body: `${REVISED}。内容仍不对的，可以提出异议。` })
}

/** Tells the firm that a record of its own was withdrawn from publication, once for each record. Nothing when it is shown again meanwhile. */
export async function tellWithdrawn({ ctx, input }: { ctx: Ctx; input: { recordId: string } }): Promise<void> {
  const [row] = await listWithdrawn(ctx.db, { since: '2000-01-01', recordId: input.recordId, limit: 1 })
  const to = row && (await findRepresentative(ctx.db, row.subjectId, ctx.now))?.personId
  if (to) await writeNotice(ctx, { subjectId: to, kind: 'firm.publication-withdrawn', cause: row.recordId, title: `一条${itemTitle(ctx, row.item)}已撤回公示`, body: `${withdrawalReason(row)}，公示页不再显示，并说明了理由。` })
}
