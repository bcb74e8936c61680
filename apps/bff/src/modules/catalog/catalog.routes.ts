import { CATALOG_KIND_TITLES } from '@xinhui/rules'
import type { Api } from '../../http/route'
import { cityData } from '../city/city-data'

const READS = { points: 240, seconds: 60, by: 'ip' } as const

/** 公共信用信息目录, for everybody: what may be recorded at all, from whom, for how long, and who may see it. */
export function registerCatalogRoutes(api: Api): void {
  api.route('GET /catalog', { roles: ['anonymous'], owner: 'public', audit: null, limit: READS }, async ({ ctx }) => {
    const { catalog } = cityData(ctx.city)
    return {
      version: catalog.version,
      title: catalog.title,
      items: catalog.items.map((item) => ({
        code: item.code,
        title: item.title,
        kind: item.kind,
        kindTitle: CATALOG_KIND_TITLES[item.kind],
        sourceOffice: item.sourceOffice,
        subjectKind: item.subjectKind,
        publicity: item.publicity,
        retentionMonths: item.retentionMonths,
        scorable: item.scorable,
        fields: item.contentFields.map(({ name, title, required }) => ({ name, title, required })),
      })),
    }
  })
}
