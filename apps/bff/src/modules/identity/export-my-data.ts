import { strToU8, zipSync } from 'fflate'
import { type Ctx, inTransaction } from '../../context'
import { writeAudit } from '../audit/write-audit'
import { collectMyData } from './collect-my-data'
import { renderExport } from './render-export'

/** The person's copy as a zip: `data.json` for machines, `我的信用.html` for reading. */
export async function exportMyData({ ctx: outer, input }: { ctx: Ctx; input: { accountId: string; subjectId: string } }): Promise<Uint8Array> {
  return inTransaction(outer, async (ctx) => {
    const data = await collectMyData(ctx, input)
    await writeAudit(ctx, { action: 'me.export', entity: 'subject', entityId: input.subjectId, detail: { records: data.records.length } })
    return zipSync({ 'data.json': strToU8(JSON.stringify(data, null, 2)), '我的信用.html': strToU8(renderExport(data)) })
  })
}
