import { toHalfWidth } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { insertCodes } from './code.store'
import { CODE_SEAL } from './code-seal'
import { PERK_CODES_LOADED, PERK_EDGES } from './perk.lifecycle'
import { addQuota } from './perk.store'
import { requirePerk } from './require-perk'

const MAX_CODES = 100_000
const CODES_AT_ONCE = 5000
const CODE = /^[\w-]{4,64}$/
const HEADERS = new Set(['码', '兑换码', 'code', '券码', '卡密'])

/** One code a line, from the first column of a CSV. Throws FILE_UNREADABLE with the first line that is none; the code itself is never told. */
function readCodes(bytes: Uint8Array): string[] {
  const lines = toHalfWidth(new TextDecoder().decode(bytes)).replace(/^\uFEFF/, '').split(/\r?\n/)
  const codes = new Set<string>()
  for (const [i, line] of lines.entries()) {
    const code = (line.split(/[,\t]/)[0] ?? '').replaceAll('"', '').trim()
    if (code === '' || (i === 0 && HEADERS.has(code.toLowerCase()))) continue
    if (!CODE.test(code)) throw new DomainError('FILE_UNREADABLE', { detail: `第 ${i + 1} 行不是兑换码：应为 4 到 64 位的字母、数字或横线` })
    codes.add(code)
    if (codes.size > MAX_CODES) throw new DomainError('FILE_UNREADABLE', { detail: `一次最多 ${MAX_CODES} 个兑换码` })
  }
  if (codes.size === 0) throw new DomainError('FILE_UNREADABLE', { detail: '文件里没有兑换码' })
  return [...codes]
}

/**
 * Loads a file of the partner's codes 上传兑换码 into the perk's bucket: sealed at rest, found again by a blind index, each once per perk.
 * The quota grows by as many as are new; an exhausted perk opens again. Refuses: NOT_FOUND, CONFLICT, FILE_UNREADABLE.
 */
export async function loadCodes({ ctx: outer, input }: { ctx: Ctx; input: { perkId: string; bytes: Uint8Array } }): Promise<{ added: number; known: number }> {
  const codes = readCodes(input.bytes)
  return inTransaction(outer, async (ctx) => {
    const row = await requirePerk(ctx, input.perkId)
    if (row.kind !== 'loaded-code' || row.status === 'ended') throw new DomainError('CONFLICT', { detail: row.status === 'ended' ? '权益已结束' : '这个权益不是兑换码权益' })
    const { sealer } = ctx.keys
    let added = 0
    for (let i = 0; i < codes.length; i += CODES_AT_ONCE)
      added += await insertCodes(
        ctx.db,
        row.id,
        codes.slice(i, i + CODES_AT_ONCE).map((code) => ({ id: newId('pcd', ctx.now), codeSealed: sealer.seal(code, CODE_SEAL), codeBlind: sealer.blind(code, 'perk-code') })),
        ctx.now,
      )
    if (added > 0) await addQuota(ctx.db, { id: row.id, count: added, now: ctx.now })
    await writeAudit(ctx, { action: PERK_CODES_LOADED, entity: 'perk', entityId: row.id, detail: { added, known: codes.length - added } })
    if (added > 0 && row.status === 'exhausted') await writeAudit(ctx, { action: PERK_EDGES.reopen.event, entity: 'perk', entityId: row.id })
    return { added, known: codes.length - added }
  })
}
