import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Till = Api['GET /console/tills']['response']['items'][number]
export type Registration = Api['POST /console/merchants/{merchantId}/tills']['body']

export const tillList: ListSource<Till> = {
  key: ['tills', 'list'],
  page: async ({ signal }) => ({ ...(await call('GET /console/tills', { signal })), nextCursor: null }),
}

/** Merchants to choose from, by a part of the name: a merchant's own alone for its owner. */
export const merchantChoice = (search: string) =>
  queryOptions({ queryKey: ['tills', 'merchants', search], queryFn: ({ signal }) => call('GET /console/merchants', { query: { limit: 20, ...(search === '' ? {} : { search }) }, signal }) })

export const storeChoice = (merchantId: string) =>
  queryOptions({ queryKey: ['tills', 'stores', merchantId], queryFn: ({ signal }) => call('GET /console/merchants/{merchantId}', { params: { merchantId }, signal }), enabled: merchantId !== '' })

export const registerTill = (merchantId: string, body: Registration, idempotencyKey: string) => call('POST /console/merchants/{merchantId}/tills', { params: { merchantId }, body, idempotencyKey })
export const revokeTill = ({ merchantId, clientId }: Till) => call('DELETE /console/merchants/{merchantId}/tills/{clientId}', { params: { merchantId, clientId } })
