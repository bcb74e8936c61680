import type { Defect } from '@xinhui/contract'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { findSubject } from '../subject/subject.store'
import { APPLICATION_EDGES, isEditable } from './application.lifecycle'
import { type ApplicationRow, findApplication, moveApplication } from './application.store'
import { checkLocally, checkRegistry } from './check-application'
import { SEAL_CONTACT_NAME, SEAL_CONTACT_PHONE } from './save-application'
import { requireText } from './sign-agreement'

const PHONE = /^(?:1\d{10}|0\d{2,3}-?\d{7,8})$/

/** Everything that is missing, at once. */
function missing(ctx: Ctx, row: ApplicationRow): { field: Defect['field']; message: string }[] {
  const { sealer } = ctx.keys
  const absent: { field: Defect['field']; message: string }[] = []
  if (row.name.length < 2) absent.push({ field: 'name', message: '请填写商户名称' })
  if (row.industry.length < 2) absent.push({ field: 'industry', message: '请填写行业' })
  if (sealer.open(row.contactNameSealed, SEAL_CONTACT_NAME).length < 2) absent.push({ field: 'contact', message: '请填写联系人' })
  if (!PHONE.test(sealer.open(row.contactPhoneSealed, SEAL_CONTACT_PHONE))) absent.push({ field: 'contact', message: '请填写正确的联系电话' })
  if (row.stores.length === 0) absent.push({ field: 'stores', message: '请至少填写一家门店' })
  if (row.licenceSha256 === null) absent.push({ field: 'licence', message: '请上传营业执照' })
  return absent
}

/**
 * Submits an application with the agreement accepted 提交: the automatic checks run, the registry's over HTTP, so not to be called
 * inside a transaction; submitting twice is one submission. VALIDATION names everything that is missing, CONSENT_TEXT_OUTDATED,
 * CONFLICT when it is under review or decided, or was changed meanwhile.
 */
export async function submitApplication({ ctx: outer, input }: { ctx: Ctx; input: { applicationId: string; textVersion: string } }): Promise<ApplicationRow> {
  const seen = await findApplication(outer.db, input.applicationId)
  const firm = seen && (await findSubject(outer.db, seen.firmId))
  if (!seen || !firm?.uscc) throw new DomainError('NOT_FOUND')
  if (!isEditable(seen.status)) throw new DomainError('CONFLICT', { detail: seen.status === 'submitted' ? '已经提交，正在审核' : '这份申请已有结果', facts: { status: seen.status, since: seen.submittedAt?.toISOString() ?? null } })
  requireText(outer, input.textVersion)
  const absent = missing(outer, seen)
  const [first] = absent
  if (first) throw new DomainError('VALIDATION', { detail: first.message, errors: absent })
  const known = { id: firm.id, uscc: firm.uscc, name: firm.name ?? '' }
  const registry = await checkRegistry(outer, known)
  return inTransaction(outer, async (ctx) => {
    const checks = [...(await checkLocally(ctx, known)), ...registry]
    const [moved] = await moveApplication(ctx.db, APPLICATION_EDGES.submit, {
      id: seen.id,
      ...(seen.licenceSha256 === null ? {} : { licenceSha256: seen.licenceSha256 }),
      set: { checks, agreementVersion: input.textVersion, submittedAt: ctx.now },
    })
    if (!moved) throw new DomainError('CONFLICT', { detail: '申请刚刚有变化，请重新打开' })
    await writeAudit(ctx, { action: APPLICATION_EDGES.submit.event, entity: 'merchant_application', entityId: moved.id, detail: { textVersion: input.textVersion, failed: checks.filter((c) => c.result === 'fail').map((c) => c.code) } })
    return moved
  })
}
