import type { Ctx } from '../../context'
import { listPersonsOfFirms } from '../agency/agency.store'
import { writeNotices } from '../notice/write-notice'

interface Said {
  kind: string
  cause: string
  title: string
  body: string
}

/** Tells whoever acts for these firms in financing, each once for a kind and cause; two statements for all of them. */
export async function tellFirms(ctx: Ctx, news: readonly (Said & { firmId: string })[]): Promise<void> {
  const persons = await listPersonsOfFirms(ctx.db, { firmIds: [...new Set(news.map(({ firmId }) => firmId))], right: 'financing', now: ctx.now })
  const byFirm = new Map<string, string[]>(persons.map(({ firmId }) => [firmId, []]))
  for (const { firmId, personId } of persons) byFirm.get(firmId)?.push(personId)
  await writeNotices(ctx, news.flatMap(({ firmId, ...said }) => (byFirm.get(firmId) ?? []).map((subjectId) => ({ subjectId, ...said, cause: `${said.cause}:${subjectId}` }))))
}

/** As `tellFirms`, one firm. */
export const tellFirm = (ctx: Ctx, firmId: string, said: Said): Promise<void> => tellFirms(ctx, [{ firmId, ...said }])
