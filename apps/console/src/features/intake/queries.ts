import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type OfficeClient = Api['GET /console/office-clients']['response']['items'][number]
export type Registration = Api['POST /console/office-clients']['body']

export const clientList: ListSource<OfficeClient> = {
  key: ['office-clients', 'list'],
  page: async ({ signal }) => ({ ...(await call('GET /console/office-clients', { signal })), nextCursor: null }),
}

export const clientQuery = (clientId: string) => queryOptions({ queryKey: ['office-clients', clientId], queryFn: ({ signal }) => call('GET /console/office-clients/{clientId}', { params: { clientId }, signal }) })

export const registerClient = (body: Registration, idempotencyKey: string) => call('POST /console/office-clients', { body, idempotencyKey })
export const revokeClient = (clientId: string) => call('DELETE /console/office-clients/{clientId}', { params: { clientId } })
