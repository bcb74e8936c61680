import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { repairEvidence, repairFile } from './repair.table'

export type EvidenceRow = typeof repairEvidence.$inferSelect & { mediaType: string; byteCount: number }

/** The same file is stored once. */
export const insertFile = (db: Db, row: typeof repairFile.$inferInsert) => db.insert(repairFile).values(row).onConflictDoNothing()

export const insertEvidence = (db: Db, row: typeof repairEvidence.$inferInsert) => db.insert(repairEvidence).values(row)

/** What lies with a case and was not taken back, the oldest first. */
export async function livingEvidence(db: Db, caseId: string): Promise<EvidenceRow[]> {
  const rows = await db
    .select()
    .from(repairEvidence)
    .innerJoin(repairFile, eq(repairFile.id, repairEvidence.fileId))
    .where(and(eq(repairEvidence.caseId, caseId), isNull(repairEvidence.removedAt)))
    .orderBy(asc(repairEvidence.id))
  return rows.map((r) => ({ ...r.repair_evidence, mediaType: r.repair_file.mediaType, byteCount: r.repair_file.byteCount }))
}

export async function findFile(db: Db, by: { caseId: string; evidenceId: string }): Promise<typeof repairFile.$inferSelect | undefined> {
  const [row] = await db
    .select()
    .from(repairEvidence)
    .innerJoin(repairFile, eq(repairFile.id, repairEvidence.fileId))
    .where(and(eq(repairEvidence.caseId, by.caseId), eq(repairEvidence.id, by.evidenceId), isNull(repairEvidence.removedAt)))
  return row?.repair_file
}

export const removeEvidenceRow = (db: Db, by: { caseId: string; evidenceId: string; now: Date }) =>
  db
    .update(repairEvidence)
    .set({ removedAt: by.now })
    .where(and(eq(repairEvidence.caseId, by.caseId), eq(repairEvidence.id, by.evidenceId), isNull(repairEvidence.removedAt)))
    .returning()
