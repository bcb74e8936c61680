import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { prepared } from '../../db/prepared'
import { record } from './record.table'

/** Catalogue item of the lists of serious wrongdoers 严重失信主体名单. */
export const SERIOUS_LIST = 'serious-list'

/** Which of these subjects are on a living serious list on `day`. */
export async function findSeriousListed(db: Db, subjectIds: readonly string[], day: string): Promise<Set<string>> {
  if (subjectIds.length === 0) return new Set()
  const rows = await db
    .selectDistinct({ subjectId: record.subjectId })
    .from(record)
    .where(
      and(
        inArray(record.subjectId, [...subjectIds]),
        eq(record.item, SERIOUS_LIST),
        eq(record.status, 'valid'),
        lte(record.decidedOn, day),
        or(isNull(record.endsOn), gt(record.endsOn, day)),
      ),
    )
  return new Set(rows.map((r) => r.subjectId))
}

/** Whoever is on a serious list gets no reward: asked when a voucher is issued and when it is redeemed. */
export async function isOnSeriousList(db: Db, subjectId: string, day: string): Promise<boolean> {
  return (await seriousListOf(db).execute({ subjectId, day })).length > 0
}

const seriousListOf = prepared((db) =>
  db
    .select({ id: record.id })
    .from(record)
    .where(
      and(
        eq(record.subjectId, sql.placeholder('subjectId')),
        eq(record.item, SERIOUS_LIST),
        eq(record.status, 'valid'),
        lte(record.decidedOn, sql.placeholder('day')),
        or(isNull(record.endsOn), gt(record.endsOn, sql.placeholder('day'))),
      ),
    )
    .limit(1)
    .prepare('serious_list_of'),
)
