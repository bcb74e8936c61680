import type { LenderEdit, NewLender } from '@xinhui/contract'
import { checkUscc, dayInShanghai } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { cleanUpload } from '../../lib/clean-upload'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { filesOf, LICENCE_MAX_BYTES } from '../merchant/save-application'
import { ensureOrganizations } from '../subject/upsert-organizations'
import { editLender, findLenderOf, insertLender, type LenderRow, moveLender } from './console-lender.store'
import { LENDER_ADMITTED, LENDER_EDGES, LENDER_EDITED, LENDER_SCANNED } from './lender.lifecycle'
import { findLender } from './product.store'

export const SEAL_CONTACT_NAME = 'lender.contact_name'
export const SEAL_CONTACT_PHONE = 'lender.contact_phone'

type Written = Omit<LenderEdit, 'version'>

/** The columns of what was written. VALIDATION when the licence ends before it begins. */
function columnsOf(ctx: Ctx, { contact, ...rest }: Written) {
  if (rest.licenceUntil !== null && rest.licenceUntil <= rest.licenceFrom) throw new DomainError('VALIDATION', { detail: '许可证的到期日应晚于发证日', errors: [{ field: 'licenceUntil', message: '应晚于发证日' }] })
  const sealed = contact && { contactNameSealed: ctx.keys.sealer.seal(contact.name, SEAL_CONTACT_NAME), contactPhoneSealed: ctx.keys.sealer.seal(contact.phone, SEAL_CONTACT_PHONE) }
  return { ...rest, ...sealed, updatedAt: ctx.now }
}

/**
 * Admits a lender 机构入驻; one that left comes back under its old id, with nothing of what it had. Answers its id. VALIDATION for a
 * wrong code or a licence that is over; CONFLICT when it is a partner.
 */
export async function admitLender({ ctx: outer, input }: { ctx: Ctx; input: NewLender }): Promise<string> {
  const { uscc: typed, ...written } = input
  const checked = checkUscc(typed)
  if (!checked.ok) throw new DomainError('VALIDATION', { detail: checked.message, errors: [{ field: 'uscc', message: checked.message }] })
  const today = dayInShanghai(outer.now.getTime())
  if (written.licenceUntil !== null && written.licenceUntil < today) throw new DomainError('VALIDATION', { detail: '许可证已经到期', errors: [{ field: 'licenceUntil', message: '许可证已经到期' }] })
  return inTransaction(outer, async (ctx) => {
    const columns = columnsOf(ctx, written)
    const subjectId = (await ensureOrganizations(ctx, [{ uscc: checked.uscc, name: written.name }])).get(checked.uscc)
    if (!subjectId) throw new Error('an organisation ensured a moment ago is gone')
    const [made] = await insertLender(ctx.db, { id: newId('len', ctx.now), subjectId, status: 'active', standingSince: ctx.now, createdAt: ctx.now, ...columns })
    const id = made?.id ?? (await readmit(ctx, subjectId, columns))
    await writeAudit(ctx, { action: LENDER_ADMITTED, entity: 'lender', entityId: id, detail: { again: made === undefined } })
    return id
  })
}

async function readmit(ctx: Ctx, subjectId: string, columns: ReturnType<typeof columnsOf>): Promise<string> {
  const seen = await findLenderOf(ctx.db, subjectId)
  const moved = seen && (await moveLender(ctx.db, LENDER_EDGES.readmit, seen.id, ctx.now, { reason: null, note: null }))
  if (!moved) throw new DomainError('CONFLICT', { detail: '这家机构已经入驻', facts: { lenderId: seen?.id ?? null, status: seen?.status ?? null } })
  // The scan is of the licence it had.
  await editLender(ctx.db, moved.id, null, { ...columns, licenceSha256: null, licenceType: null, licenceBytes: null, licenceAt: null })
  return moved.id
}

async function requireRow(ctx: Ctx, lenderId: string): Promise<LenderRow> {
  const row = await findLender(ctx.db, lenderId)
  if (!row) throw new DomainError('NOT_FOUND')
  if (row.status === 'terminated') throw new DomainError('CONFLICT', { detail: '机构已终止合作，不能修改', facts: { status: row.status, since: row.standingSince?.toISOString() ?? null } })
  return row
}

/** Changes what is written about a lender. NOT_FOUND; VALIDATION; CONFLICT when it left, or was written meanwhile. */
export async function rewriteLender({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string } & LenderEdit }): Promise<void> {
  const { lenderId, version, ...written } = input
  await inTransaction(outer, async (ctx) => {
    const before = await requireRow(ctx, lenderId)
    const columns = columnsOf(ctx, written)
    if (!(await editLender(ctx.db, lenderId, version, columns))) throw new DomainError('CONFLICT', { detail: '机构信息刚刚有变化，请刷新后再改' })
    const changed = (['name', 'kind', 'licenceNumber', 'licenceFrom', 'licenceUntil', 'answerWorkingDays'] as const).filter((field) => before[field] !== columns[field])
    await writeAudit(ctx, { action: LENDER_EDITED, entity: 'lender', entityId: lenderId, detail: { changed: [...changed, ...(written.contact ? ['contact'] : [])] } })
  })
}

/** Keeps the scan of the licence: a JPEG, PNG or PDF by its content, at most 5 MB, without what the camera wrote. UNSUPPORTED_MEDIA, PAYLOAD_TOO_LARGE, NOT_FOUND, CONFLICT. */
export async function keepLenderScan({ ctx: outer, input }: { ctx: Ctx; input: { lenderId: string; bytes: Buffer } }): Promise<void> {
  if (input.bytes.length > LICENCE_MAX_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '扫描件最大 5 MB' })
  const clean = cleanUpload(input.bytes)
  if (!clean) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 JPG、PNG 图片或 PDF' })
  await requireRow(outer, input.lenderId)
  const sha256 = await filesOf(outer).put(clean.bytes)
  await inTransaction(outer, async (ctx) => {
    await requireRow(ctx, input.lenderId)
    await editLender(ctx.db, input.lenderId, null, { licenceSha256: sha256, licenceType: clean.type, licenceBytes: clean.bytes.length, licenceAt: ctx.now })
    await writeAudit(ctx, { action: LENDER_SCANNED, entity: 'lender', entityId: input.lenderId, detail: { sha256, type: clean.type } })
  })
}
