import type { FirmRight } from '@xinhui/contract'
import { join } from 'node:path'
import { diskFiles } from '../lib/file-store'
import { newId } from '../lib/id'
import { agency } from '../modules/agency/agency.table'
import { merchantApplication } from '../modules/merchant/merchant-application.table'
import { objection } from '../modules/objection/objection.table'
import type { TestApp } from './app'
import { createOrganization } from './market'
import { createRecord } from './records'

/** A firm this person acts for: as its legal representative, or as an agent with these rights for thirty days. */
export async function createFirm(app: TestApp, of: { personId: string; rights?: FirmRight[]; firmId?: string }): Promise<{ firmId: string; agencyId: string; uscc: string }> {
  const made = of.firmId ? { subjectId: of.firmId, uscc: '' } : await createOrganization(app)
  const agencyId = newId('agn')
  await app.deps.db.insert(agency).values({
    id: agencyId,
    firmId: made.subjectId,
    personId: of.personId,
    role: of.rights ? 'agent' : 'representative',
    rights: of.rights ?? ['file', 'consent', 'objection', 'perk', 'merchant', 'financing'],
    status: 'living',
    createdAt: app.clock.now(),
    expiresAt: of.rights ? new Date(app.clock.now().getTime() + 30 * 86_400_000) : null,
  })
  return { firmId: made.subjectId, agencyId, uscc: made.uscc }
}

/** An open invitation for the person with this number. */
export async function createInvitation(app: TestApp, of: { firmId: string; idNumber: string; rights?: FirmRight[] }): Promise<{ agencyId: string }> {
  const agencyId = newId('agn')
  const { sealer } = app.deps.keys
  await app.deps.db.insert(agency).values({
    id: agencyId,
    firmId: of.firmId,
    role: 'agent',
    rights: of.rights ?? ['file'],
    status: 'invited',
    inviteeSealed: sealer.seal(of.idNumber, 'agency.invitee'),
    inviteeBlind: sealer.blind(of.idNumber, 'id-number'),
    createdAt: app.clock.now(),
    expiresAt: new Date(app.clock.now().getTime() + 30 * 86_400_000),
  })
  return { agencyId }
}

/** An open objection to a new record of this subject. */
export async function createObjection(app: TestApp, subjectId: string, item = 'honour'): Promise<{ objectionId: string; recordId: string }> {
  const { recordId } = await createRecord(app, { subjectId, item, decidedOn: '2026-01-02', content: { level: '市级' } })
  const objectionId = newId('obj')
  await app.deps.db.insert(objection).values({
    id: objectionId,
    recordId,
    subjectId,
    recordVersion: 1,
    item,
    reasonSealed: app.deps.keys.sealer.seal('这条记录不是我的', 'objection.reason'),
    status: 'open',
    filedAt: app.clock.now(),
  })
  return { objectionId, recordId }
}

/** The smallest file that is a PDF by its content. */
export const LICENCE_PDF = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n')

/** A firm's application with everything it needs, in this state: as the firm's own, or as an officer entered it. */
export async function createApplication(app: TestApp, of: { firmId: string; status?: 'draft' | 'submitted' } & ({ applicantId: string } | { staffId: string })): Promise<{ applicationId: string }> {
  const applicationId = newId('map')
  const now = app.clock.now()
  const { sealer } = app.deps.keys
  const status = of.status ?? 'submitted'
  await app.deps.db.insert(merchantApplication).values({
    id: applicationId,
    firmId: of.firmId,
    applicantId: 'applicantId' in of ? of.applicantId : null,
    filedByStaffId: 'staffId' in of ? of.staffId : null,
    name: '云汀测试小馆',
    industry: '餐饮',
    contactNameSealed: sealer.seal('安测试', 'merchant_application.contact_name'),
    contactPhoneSealed: sealer.seal('13800000000', 'merchant_application.contact_phone'),
    stores: [{ name: '云汀测试小馆一店', address: '云汀市临河区测试路 1 号', longitudeE6: 118_500_000, latitudeE6: 25_100_000, hours: '08:00–22:00' }],
    licenceSha256: await diskFiles(join(app.deps.config.dataDir, 'files')).put(LICENCE_PDF),
    licenceType: 'application/pdf',
    licenceBytes: LICENCE_PDF.length,
    licenceAt: now,
    agreementVersion: status === 'draft' ? null : app.deps.city.merchantAgreement.textVersion,
    status,
    checks: [],
    defects: [],
    createdAt: now,
    submittedAt: status === 'draft' ? null : now,
  })
  return { applicationId }
}
