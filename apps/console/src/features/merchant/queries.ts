import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Merchant = Api['GET /console/merchants']['response']['items'][number]
export type Store = Api['GET /console/merchants/{merchantId}']['response']['stores'][number]

export const merchantList = (filter: { search?: string; status?: string }): ListSource<Merchant> => ({
  key: ['merchants', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/merchants', { query: { ...filter, cursor, limit }, signal }),
})

export const merchantQuery = (merchantId: string) => queryOptions({ queryKey: ['merchant', merchantId], queryFn: ({ signal }) => call('GET /console/merchants/{merchantId}', { params: { merchantId }, signal }) })
