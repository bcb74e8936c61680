import type { ApplicationInput } from '@xinhui/contract'
import { checkUscc } from '@xinhui/rules'
import { join } from 'node:path'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { cleanUpload } from '../../lib/clean-upload'
import { diskFiles, type FileStore } from '../../lib/file-store'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { findOrganizationIds } from '../subject/organization.store'
import { APPLICATION_DRAFTED, isEditable } from './application.lifecycle'
import { type ApplicationRow, editApplication, findFirmApplication, insertApplication } from './application.store'
import { findMerchantOf } from './standing.store'

export const SEAL_CONTACT_NAME = 'merchant_application.contact_name'
export const SEAL_CONTACT_PHONE = 'merchant_application.contact_phone'
export const LICENCE_MAX_BYTES = 5 * 1024 * 1024

export type Filer = { applicantId: string } | { staffId: string }

export const filesOf = (ctx: Ctx): FileStore => diskFiles(join(ctx.config.dataDir, 'files'))

const EMPTY: ApplicationInput = { name: '', industry: '', contactName: '', contactPhone: '', stores: [] }

const columns = (ctx: Ctx, { contactName, contactPhone, ...rest }: ApplicationInput) => ({
  ...rest,
  contactNameSealed: ctx.keys.sealer.seal(contactName, SEAL_CONTACT_NAME),
  contactPhoneSealed: ctx.keys.sealer.seal(contactPhone, SEAL_CONTACT_PHONE),
})

const locked = (row: ApplicationRow) => new DomainError('CONFLICT', { detail: row.status === 'submitted' ? '申请正在审核，不能修改' : '这份申请已有结果', facts: { status: row.status, since: (row.decidedAt ?? row.submittedAt)?.toISOString() ?? null } })

/** The application that may be written to: the firm's open one, or a new draft. CONFLICT while one is under review, or when the firm is a partner. */
async function openDraft(ctx: Ctx, by: { firmId: string } & Filer, input: ApplicationInput): Promise<ApplicationRow> {
  const seen = await findFirmApplication(ctx.db, by.firmId)
  if (seen && isEditable(seen.status)) return seen
  if (seen?.status === 'submitted') throw locked(seen)
  if (await findMerchantOf(ctx.db, by.firmId)) throw new DomainError('CONFLICT', { detail: '这家企业已是合作商户' })
  const [made] = await insertApplication(ctx.db, {
    id: newId('map', ctx.now),
    firmId: by.firmId,
    applicantId: 'applicantId' in by ? by.applicantId : null,
    filedByStaffId: 'staffId' in by ? by.staffId : null,
    ...columns(ctx, input),
    status: 'draft',
    checks: [],
    defects: [],
    createdAt: ctx.now,
  })
  if (!made) throw new DomainError('CONFLICT', { detail: '这家企业的申请刚刚有变化，请重新打开' })
  await writeAudit(ctx, { action: APPLICATION_DRAFTED, entity: 'merchant_application', entityId: made.id, detail: { firmId: by.firmId } })
  return made
}

/** Saves what was written so far 存草稿; a returned application is put right here. CONFLICT while it is under review, or decided. */
export async function saveApplication({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; form: ApplicationInput } & Filer }): Promise<ApplicationRow> {
  return inTransaction(outer, async (ctx) => {
    const { form, ...by } = input
    const draft = await openDraft(ctx, by, form)
    const [saved] = await editApplication(ctx.db, draft.id, columns(ctx, form))
    if (!saved) throw locked(draft)
    return saved
  })
}

/** An officer enters what was handed in on paper. VALIDATION for a wrong code, NOT_FOUND for a firm the city does not know, CONFLICT when one is under way. */
export async function enterApplication({ ctx, input }: { ctx: Ctx; input: { uscc: string; form: ApplicationInput; staffId: string } }): Promise<ApplicationRow> {
  const checked = checkUscc(input.uscc)
  if (!checked.ok) throw new DomainError('VALIDATION', { detail: checked.message, errors: [{ field: 'uscc', message: checked.message }] })
  const firmId = (await findOrganizationIds(ctx.db, [checked.uscc])).get(checked.uscc)
  if (!firmId) throw new DomainError('NOT_FOUND', { detail: '本市没有登记这家企业，请核对统一社会信用代码' })
  const seen = await findFirmApplication(ctx.db, firmId)
  if (seen && isEditable(seen.status) && seen.filedByStaffId !== input.staffId) throw new DomainError('CONFLICT', { detail: '这家企业已在填写入驻申请' })
  return saveApplication({ ctx, input: { firmId, form: input.form, staffId: input.staffId } })
}

/**
 * Keeps the business licence 营业执照: a JPEG, PNG or PDF by its content, at most 5 MB, without what the camera wrote. The file is
 * stored before the row names it. UNSUPPORTED_MEDIA, PAYLOAD_TOO_LARGE, CONFLICT.
 */
export async function attachLicence({ ctx: outer, input }: { ctx: Ctx; input: { firmId: string; bytes: Buffer } & Filer }): Promise<ApplicationRow> {
  if (input.bytes.length > LICENCE_MAX_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '营业执照最大 5 MB' })
  const clean = cleanUpload(input.bytes)
  if (!clean) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 JPG、PNG 图片或 PDF' })
  const sha256 = await filesOf(outer).put(clean.bytes)
  return inTransaction(outer, async (ctx) => {
    const { bytes: _, ...by } = input
    const draft = await openDraft(ctx, by, EMPTY)
    const [saved] = await editApplication(ctx.db, draft.id, { licenceSha256: sha256, licenceType: clean.type, licenceBytes: clean.bytes.length, licenceAt: ctx.now })
    if (!saved) throw locked(draft)
    await writeAudit(ctx, { action: 'application.licence', entity: 'merchant_application', entityId: saved.id, detail: { sha256, type: clean.type } })
    return saved
  })
}
