import { dayInShanghai } from '@xinhui/rules'
import type { Api } from '../../http/route'
import { listPublishedProducts } from './lender.store'
import { presentProduct } from './present-product'

export function registerLenderRoutes(api: Api): void {
  api.route('GET /loan-products', { roles: ['anonymous'], owner: 'public', audit: null }, async ({ ctx, query }) => ({
    items: (await listPublishedProducts(ctx.db, { day: dayInShanghai(ctx.now.getTime()), zone: query.zone })).map(presentProduct),
  }))
}
