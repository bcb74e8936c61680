import type { ConsoleApplication, ConsoleApplicationDetail, MerchantApplication } from '@xinhui/contract'
import { maskName, maskPhone } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { findSubject } from '../subject/subject.store'
import { isEditable } from './application.lifecycle'
import type { ApplicationRow } from './application.store'
import type { TimelineRow } from './console-merchants.store'
import { presentTimeline } from './present-merchant'
import { SEAL_CONTACT_NAME, SEAL_CONTACT_PHONE } from './save-application'

async function common(ctx: Ctx, row: ApplicationRow) {
  const firm = await findSubject(ctx.db, row.firmId)
  return {
    applicationId: row.id,
    firmId: row.firmId,
    firmName: firm?.name ?? '',
    uscc: firm?.uscc ?? '',
    status: row.status,
    name: row.name,
    industry: row.industry,
    stores: row.stores,
    licence: row.licenceType && row.licenceAt ? { type: row.licenceType, bytes: row.licenceBytes ?? 0, uploadedAt: row.licenceAt.toISOString() } : null,
    checks: row.checks,
    defects: row.defects,
    refusalReason: row.refusalReason,
    createdAt: row.createdAt.toISOString(),
    submittedAt: row.submittedAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    merchantId: row.merchantId,
  }
}

const contactOf = (ctx: Ctx, row: ApplicationRow) => ({ name: ctx.keys.sealer.open(row.contactNameSealed, SEAL_CONTACT_NAME), phone: ctx.keys.sealer.open(row.contactPhoneSealed, SEAL_CONTACT_PHONE) })

export async function presentApplication(ctx: Ctx, row: ApplicationRow): Promise<MerchantApplication> {
  const contact = contactOf(ctx, row)
  return { ...(await common(ctx, row)), contactName: contact.name, contactPhone: contact.phone }
}

export async function presentConsoleApplication(ctx: Ctx, row: ApplicationRow): Promise<ConsoleApplication> {
  const { applicationId, firmName, uscc, name, status, submittedAt, decidedAt } = await common(ctx, row)
  return { applicationId, firmName, uscc, name, status, submittedAt, decidedAt, storeCount: row.stores.length, checksFailed: row.checks.filter((c) => c.result !== 'pass').length }
}

/** For the officer: the contact masked, and what may be done now. */
export async function presentApplicationDetail(ctx: Ctx, row: ApplicationRow, of: { staffId: string; timeline: readonly TimelineRow[] }): Promise<ConsoleApplicationDetail> {
  const contact = contactOf(ctx, row)
  const mayDecide = row.status === 'submitted' && row.filedByStaffId !== of.staffId
  return {
    ...(await common(ctx, row)),
    contactMaskedName: maskName(contact.name),
    contactMaskedPhone: maskPhone(contact.phone),
    filedByOffice: row.filedByStaffId !== null,
    mine: row.filedByStaffId === of.staffId && isEditable(row.status) ? { contactName: contact.name, contactPhone: contact.phone } : null,
    mayDecide,
    mayReturn: mayDecide && row.returnedAt === null,
    timeline: of.timeline.map(presentTimeline),
  }
}
