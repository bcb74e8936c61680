import { and, desc, eq, inArray } from 'drizzle-orm'
import type { ScoreSimulation } from '@xinhui/contract'
import type { ScoreModel } from '@xinhui/rules'
import type { Db } from '../../db/client'
import { scoreModelRelease } from './model-release.table'

export type ReleaseRow = typeof scoreModelRelease.$inferSelect

/** Approved models, each with the day it takes effect. */
export async function listApprovedModels(db: Db): Promise<ScoreModel[]> {
  const rows = await db
    .select({ model: scoreModelRelease.model, effectiveFrom: scoreModelRelease.effectiveFrom })
    .from(scoreModelRelease)
    .where(eq(scoreModelRelease.status, 'approved'))
    .orderBy(scoreModelRelease.id)
  return rows.map(({ model, effectiveFrom }) => ({ ...model, effectiveFrom: effectiveFrom ?? model.effectiveFrom }))
}

export async function findApprovedModel(db: Db, modelId: string): Promise<ScoreModel | undefined> {
  return (await listApprovedModels(db)).find((model) => model.id === modelId)
}

/** Inserts, or answers no row when a release not withdrawn has this model id. */
export const insertRelease = (db: Db, row: typeof scoreModelRelease.$inferInsert) => db.insert(scoreModelRelease).values(row).onConflictDoNothing().returning()

export async function findRelease(db: Db, id: string): Promise<ReleaseRow | undefined> {
  const [row] = await db.select().from(scoreModelRelease).where(eq(scoreModelRelease.id, id))
  return row
}

/** Newest first. */
export const listReleases = (db: Db, limit: number): Promise<ReleaseRow[]> => db.select().from(scoreModelRelease).orderBy(desc(scoreModelRelease.id)).limit(limit)

/** Compare-and-set on the status. */
export const moveRelease = (
  db: Db,
  id: string,
  from: readonly ReleaseRow['status'][],
  to: { status: ReleaseRow['status']; simulation?: ScoreSimulation; simulatedAt?: Date; approverId?: string; approvedAt?: Date; effectiveFrom?: string },
): Promise<ReleaseRow[]> =>
  db
    .update(scoreModelRelease)
    .set(to)
    .where(and(eq(scoreModelRelease.id, id), inArray(scoreModelRelease.status, [...from])))
    .returning()

/** Releases waiting for their simulation, oldest first. */
export const listSimulating = (db: Db, limit: number): Promise<ReleaseRow[]> =>
  db.select().from(scoreModelRelease).where(eq(scoreModelRelease.status, 'simulating')).orderBy(scoreModelRelease.id).limit(limit)
