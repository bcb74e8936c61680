import { callerSubject } from '../../http/caller'
import type { Api } from '../../http/route'
import { cityData } from '../city/city-data'
import { listLivingPurposes } from '../consent/consent.store'
import { presentRecord } from './present-record'
import { listSubjectRecords } from './score-records.store'

/** The subject's own file. Special classes (authorised items) appear only under the subject's living consent. */
export function registerMyRecordRoutes(api: Api): void {
  api.route('GET /me/records', { roles: ['resident'], owner: 'self', audit: null }, async ({ ctx }) => {
    const subjectId = callerSubject(ctx)
    const { itemsByCode } = cityData(ctx.city)
    const purposes = new Set(await listLivingPurposes(ctx.db, subjectId, ctx.now))
    const items = [...itemsByCode.values()].filter((i) => i.publicity === 'public' || purposes.has(`item:${i.code}`)).map((i) => i.code)
    const rows = await listSubjectRecords(ctx.db, { subjectId, items })
    return {
      items: rows.flatMap((row) => {
        const item = itemsByCode.get(row.item)
        if (!item) return []
        const opened = row.contentSealed ? (JSON.parse(ctx.keys.sealer.open(row.contentSealed, 'record.content')) as Record<string, string | number>) : {}
        return [presentRecord(row, item, opened)]
      }),
    }
  })
}
