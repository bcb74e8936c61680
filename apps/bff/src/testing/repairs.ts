import { createHash } from 'node:crypto'
import { type Actor, type Ctx, inTransaction, makeCtx } from '../context'
import { newId } from '../lib/id'
import { openSession } from '../modules/identity/open-session'
import { beginCase, signCommitment, submitCase } from '../modules/repair/apply-case'
import { decideCase } from '../modules/repair/decide-case'
import { insertEvidence, insertFile } from '../modules/repair/evidence.store'
import { repairPolicy } from '../modules/repair/repair-policy'
import { type CaseRow, findCase } from '../modules/repair/repair.store'
import { repairLetter } from '../modules/repair/repair.table'
import { acceptCase, tellDefects } from '../modules/repair/review-case'
import type { TestApp } from './app'
import { createRecord } from './records'

export type RepairState = 'draft' | 'ready' | 'submitted' | 'correcting' | 'accepted' | 'reviewing' | 'approved'

/** The smallest PDF that has all it needs. */
export const EVIDENCE_PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n110\n%%EOF\n')

export const ctxOf = (app: TestApp, actor: Actor): Ctx => makeCtx(app.deps, { requestId: newId('req'), actor })

export const residentCtx = (app: TestApp, person: { accountId: string; sessionId: string; subjectId: string }): Ctx => ctxOf(app, { kind: 'account', accountId: person.accountId, sessionId: person.sessionId, subjectId: person.subjectId })

export const officerCtx = (app: TestApp, officer: { staffId: string; sessionId: string }): Ctx => ctxOf(app, { kind: 'staff', staffId: officer.staffId, sessionId: officer.sessionId, roles: ['reviewer'], merchantId: null, lenderId: null })

/** A file beside a case, as it lies after it was checked. */
export async function addEvidence(ctx: Ctx, caseId: string, material = 'duties-proof', bytes = EVIDENCE_PDF): Promise<string> {
  const fileId = createHash('sha256').update(bytes).digest('hex')
  await insertFile(ctx.db, { id: fileId, mediaType: 'application/pdf', byteCount: bytes.length, bytesSealed: ctx.keys.sealer.seal(bytes.toString('base64'), 'repair.file'), createdAt: ctx.now })
  const id = newId('rpe', ctx.now)
  await insertEvidence(ctx.db, { id, caseId, materialCode: material, fileId, uploadedAt: ctx.now })
  return id
}

/** A penalty that may be repaired, and its owner's case in this state. `subjectId`: a firm the person acts for. */
export async function createRepair(
  app: TestApp,
  of: { person: { accountId: string; sessionId: string; subjectId: string }; officer?: { staffId: string; sessionId: string }; until: RepairState; subjectId?: string; recordId?: string; kind?: 'repair' | 'bankruptcy'; offices?: string[] },
): Promise<{ caseId: string; recordId: string; evidenceId: string }> {
  const ctx = residentCtx(app, of.person)
  const recordId = of.recordId ?? (await createRecord(app, { subjectId: of.subjectId ?? of.person.subjectId, item: 'penalty', decidedOn: '2026-05-12', content: { severity: '一般', penaltyKind: '罚款', fineFen: 800_000, documentNumber: `云罚字〔2026〕${newId('n').slice(-6)}号` } })).recordId
  let row: CaseRow = await beginCase({ ctx, input: { recordId, kind: of.kind ?? 'repair' } })
  const again = async () => {
    row = (await findCase(ctx.db, row.id)) ?? row
  }
  const answer = { caseId: row.id, recordId, evidenceId: '' }
  if (of.until === 'draft') return answer
  const { commitment, commitmentHash } = repairPolicy(ctx.city)
  answer.evidenceId = await addEvidence(ctx, row.id)
  if (of.kind === 'bankruptcy') await addEvidence(ctx, row.id, 'court-ruling', Buffer.concat([EVIDENCE_PDF, Buffer.from('\n')]))
  row = await signCommitment({ ctx, input: { row, textVersion: commitment.textVersion, hash: commitmentHash } })
  if (of.until === 'ready') return answer
  row = await submitCase({ ctx, input: { row } })
  if (of.until === 'submitted' || !of.officer) return answer
  const office = officerCtx(app, of.officer)
  if (of.until === 'correcting') await tellDefects({ ctx: office, input: { row, defects: [{ code: 'duties-proof', text: '缴款凭证看不清，请重新上传' }] } })
  else await acceptCase({ ctx: office, input: { row, offices: of.until === 'reviewing' ? (of.offices ?? ['市税务局']) : [] } })
  await again()
  if (of.until === 'approved') await decideCase({ ctx: office, input: { row, decision: { outcome: 'approved', note: '义务已履行完毕' } } })
  return answer
}

/** A letter that lies with its subject. */
export async function createLetter(app: TestApp, subjectId: string): Promise<{ letterId: string }> {
  const { recordId } = await createRecord(app, { subjectId, item: 'penalty', decidedOn: '2026-11-02', content: { severity: '一般' } })
  const letterId = newId('rpl')
  const check = { ruleId: 'publication-order-36', ruleTitle: '', sourceRef: '', verified: false, why: '', className: '一般', isRepairable: true, earliestOn: '2027-02-02', autoEndsOn: '2027-11-02', channel: '本窗口', conditions: [], materials: [] }
  await app.deps.db.insert(repairLetter).values({ id: letterId, recordId, subjectId, item: 'penalty', office: '云汀市测试局', decidedOn: '2026-11-02', textVersion: 'test', check, madeAt: app.clock.now(), deliveredAt: app.clock.now() })
  return { letterId }
}

/** Logs an officer in anew: a console session does not last for the days a case takes. */
export async function reenter(app: TestApp, officer: { staffId: string; token: string; sessionId: string }): Promise<string> {
  const grant = await inTransaction(ctxOf(app, { kind: 'system', name: 'test' }), (ctx) => openSession(ctx, { staffId: officer.staffId }, 'test'))
  officer.sessionId = grant.sessionId
  officer.token = grant.accessToken
  return grant.accessToken
}
