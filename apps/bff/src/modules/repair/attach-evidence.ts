import { createHash } from 'node:crypto'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { newId } from '../../lib/id'
import { writeAudit } from '../audit/write-audit'
import { materialsOf } from './apply-case'
import { checkEvidence, EVIDENCE_MAX_BYTES } from './check-evidence'
import { findFile, insertEvidence, insertFile, livingEvidence, removeEvidenceRow } from './evidence.store'
import { elsewhere } from './move-case'
import { type CaseRow, lockCase } from './repair.store'

export const SEAL_FILE = 'repair.file'
const MOST_FILES = 20

const isEditable = (row: CaseRow) => row.status === 'draft' || row.status === 'correcting'

/** The body as it came; the route's body limit has bounded it. */
export async function evidenceOf(request: { header: (name: string) => string | undefined; arrayBuffer: () => Promise<ArrayBuffer> }): Promise<Buffer> {
  if (!/^(?:application\/octet-stream|application\/pdf|image\/jpeg|image\/png)\b/i.test(request.header('content-type') ?? '')) throw new DomainError('UNSUPPORTED_MEDIA', { detail: '请上传 PDF、JPG 或 PNG' })
  const bytes = Buffer.from(await request.arrayBuffer())
  if (bytes.length > EVIDENCE_MAX_BYTES) throw new DomainError('PAYLOAD_TOO_LARGE', { detail: '文件最大 10 MB' })
  return bytes
}

/**
 * Keeps a file for one of the materials. Type, structure and size are judged by the content; what a camera wrote is taken off;
 * the scanner is asked before anything is stored, outside every transaction. UNSUPPORTED_MEDIA, PAYLOAD_TOO_LARGE,
 * FILE_UNREADABLE (what is wrong with it), UPSTREAM when no scanner answers, CONFLICT once the case is handed in.
 */
export async function attachEvidence({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; material: string; bytes: Buffer } }): Promise<void> {
  const { row, material } = input
  if (!isEditable(row)) throw elsewhere(row)
  if (!materialsOf(row).some((m) => m.code === material)) throw new DomainError('VALIDATION', { detail: '没有这一项材料', errors: [{ field: 'material', message: '没有这一项材料' }] })
  const clean = checkEvidence(input.bytes)
  // The original is scanned, not what is left of it: what hangs behind a picture would never be seen.
  const scanned = await outer.gateways.virusScan.scan(input.bytes)
  if (scanned === 'UNAVAILABLE') throw new DomainError('UPSTREAM', { detail: '暂时不能检查文件安全，请稍后再上传' })
  if (scanned !== 'clean') {
    await writeAudit(outer, { action: 'repair.infected', entity: 'repair', entityId: row.id, detail: { found: scanned.found } })
    throw new DomainError('FILE_UNREADABLE', { detail: '文件含有病毒或恶意代码，没有保存' })
  }
  const fileId = createHash('sha256').update(clean.bytes).digest('hex')
  const bytesSealed = outer.keys.sealer.seal(clean.bytes.toString('base64'), SEAL_FILE)
  await inTransaction(outer, async (ctx) => {
    const locked = await lockCase(ctx.db, row.id)
    if (!locked || !isEditable(locked)) throw elsewhere(locked ?? row)
    const there = await livingEvidence(ctx.db, row.id)
    if (there.some((e) => e.fileId === fileId && e.materialCode === material)) return
    if (there.length >= MOST_FILES) throw new DomainError('CONFLICT', { detail: `一件申请最多 ${MOST_FILES} 个文件` })
    await insertFile(ctx.db, { id: fileId, mediaType: clean.type, byteCount: clean.bytes.length, bytesSealed, createdAt: ctx.now })
    const id = newId('rpe', ctx.now)
    await insertEvidence(ctx.db, { id, caseId: row.id, materialCode: material, fileId, uploadedAt: ctx.now })
    await writeAudit(ctx, { action: 'repair.evidence', entity: 'repair', entityId: row.id, detail: { evidenceId: id, material, sha256: fileId, type: clean.type, bytes: clean.bytes.length } })
  })
}

/** Takes a file back while the case may be edited. NOT_FOUND, CONFLICT. */
export async function removeEvidence({ ctx: outer, input }: { ctx: Ctx; input: { row: CaseRow; evidenceId: string } }): Promise<void> {
  await inTransaction(outer, async (ctx) => {
    const locked = await lockCase(ctx.db, input.row.id)
    if (!locked || !isEditable(locked)) throw elsewhere(locked ?? input.row)
    const [removed] = await removeEvidenceRow(ctx.db, { caseId: locked.id, evidenceId: input.evidenceId, now: ctx.now })
    if (!removed) throw new DomainError('NOT_FOUND')
    await writeAudit(ctx, { action: 'repair.evidence-removed', entity: 'repair', entityId: locked.id, detail: { evidenceId: input.evidenceId, sha256: removed.fileId } })
  })
}

/** A stored file as an answer a page can show and nothing in it can run: its own type, no guessing, the service's policy. NOT_FOUND. */
export async function sendEvidence(ctx: Ctx, by: { caseId: string; evidenceId: string }): Promise<Response> {
  const file = await findFile(ctx.db, by)
  if (!file) throw new DomainError('NOT_FOUND')
  const bytes = Buffer.from(ctx.keys.sealer.open(file.bytesSealed, SEAL_FILE), 'base64')
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': file.mediaType, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff', 'content-disposition': 'inline; filename="evidence"' },
  })
}
