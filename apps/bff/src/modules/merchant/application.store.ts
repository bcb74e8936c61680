import type { ApplicationStatus } from '@xinhui/contract'
import { and, desc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { afterId } from '../../db/sql'
import { merchantApplication } from './merchant-application.table'

export type ApplicationRow = typeof merchantApplication.$inferSelect

const EDITABLE = ['draft', 'returned'] as const

/** Answers no row when one is under way for the firm. */
export const insertApplication = (db: Db, row: typeof merchantApplication.$inferInsert): Promise<ApplicationRow[]> => db.insert(merchantApplication).values(row).onConflictDoNothing().returning()

/** Not owner-scoped: for the office. */
export async function findApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const [row] = await db.select().from(merchantApplication).where(eq(merchantApplication.id, id))
  return row
}

/** As `findApplication`, locked until the transaction ends: deciding looks at more than its own row. */
export async function lockApplication(db: Db, id: string): Promise<ApplicationRow | undefined> {
  const [row] = await db.select().from(merchantApplication).where(eq(merchantApplication.id, id)).for('update')
  return row
}

/** The firm's newest. */
export async function findFirmApplication(db: Db, firmId: string): Promise<ApplicationRow | undefined> {
  const [row] = await db.select().from(merchantApplication).where(eq(merchantApplication.firmId, firmId)).orderBy(desc(merchantApplication.id)).limit(1)
  return row
}

/** Newest first; drafts on a phone are the applicant's own business, those entered here are the office's. */
export const listApplications = (db: Db, by: { status?: ApplicationStatus | undefined; cursor?: string | undefined; limit: number }): Promise<ApplicationRow[]> =>
  db
    .select()
    .from(merchantApplication)
    .where(and(by.status ? eq(merchantApplication.status, by.status) : undefined, or(ne(merchantApplication.status, 'draft'), isNotNull(merchantApplication.filedByStaffId)), afterId(merchantApplication.id, by.cursor)))
    .orderBy(desc(merchantApplication.id))
    .limit(by.limit)

/** Changes what was written, as long as it may be changed. */
export const editApplication = (db: Db, id: string, set: Partial<typeof merchantApplication.$inferInsert>): Promise<ApplicationRow[]> =>
  db
    .update(merchantApplication)
    .set(set)
    .where(and(eq(merchantApplication.id, id), inArray(merchantApplication.status, [...EDITABLE])))
    .returning()

/** Compare-and-set along one edge. `once`: only what was never returned. */
export const moveApplication = (
  db: Db,
  edge: { from: readonly ApplicationStatus[]; to: ApplicationStatus },
  by: { id: string; set: Partial<typeof merchantApplication.$inferInsert>; licenceSha256?: string; once?: boolean },
): Promise<ApplicationRow[]> =>
  db
    .update(merchantApplication)
    .set({ ...by.set, status: edge.to })
    .where(
      and(
        eq(merchantApplication.id, by.id),
        inArray(merchantApplication.status, [...edge.from]),
        by.licenceSha256 === undefined ? undefined : eq(merchantApplication.licenceSha256, by.licenceSha256),
        by.once ? isNull(merchantApplication.returnedAt) : undefined,
      ),
    )
    .returning()
