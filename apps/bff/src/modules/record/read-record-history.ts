import type { Api } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { cityData } from '../city/city-data'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { valueInWords } from './present-record'
import { findVersions } from './record-history.store'

/** Why staff may look: the file must be right; the subject reads this line. */
const BASIS = '《个人信息保护法》第八条：保证信息准确、完整'

type History = Api['GET /console/records/{recordId}/history']['response']

/**
 * All versions of one record: a correction or a withdrawal (当前状态=无效) is a new version, and what stood before is kept.
 * Sealed fields are about a person and stay sealed here; that there are some is said. A special class without its subject's living
 * consent is not found; every reading is in the subject's access log.
 * @throws DomainError NOT_FOUND
 */
export function readRecordHistory({ ctx: outer, input }: { ctx: Ctx; input: { recordId: string } }): Promise<History> {
  return inTransaction(outer, (ctx) => readVersions(ctx, input.recordId))
}

async function readVersions(ctx: Ctx, recordId: string): Promise<History> {
  const found = await findVersions(ctx.db, recordId, ctx.now)
  if (!found) throw new DomainError('NOT_FOUND')
  const { now, before } = found
  const item = cityData(ctx.city).itemsByCode.get(now.item)
  await writeAccessLog(ctx, { subjectId: now.subjectId, viewer: CITY_VIEWER, purpose: '核对记录的各个版本', basis: BASIS, fields: [item?.title ?? now.item] })
  const present = (v: Pick<typeof now, 'version' | 'decidedOn' | 'endsOn' | 'content' | 'contentSealed' | 'batchId'> & { status: string }, replacedAt: Date | null) => ({
    version: v.version,
    status: v.status === 'void' ? ('void' as const) : ('valid' as const),
    decidedOn: v.decidedOn,
    endsOn: v.endsOn,
    fields: (item?.contentFields ?? []).flatMap((field) => {
      const value = v.content[field.name]
      return value === undefined ? [] : [{ name: field.name, title: field.title, value: valueInWords(field, value) }]
    }),
    sealedFields: v.contentSealed !== null,
    batchId: v.batchId,
    replacedAt: replacedAt?.toISOString() ?? null,
  })
  return { recordId: now.id, item: now.item, itemTitle: item?.title ?? now.item, sourceOffice: now.sourceOffice, items: [...before.map((v) => present(v, v.replacedAt)), present(now, null)] }
}
