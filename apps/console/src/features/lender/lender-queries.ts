import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Lender = Api['GET /console/lenders']['response']['items'][number]
export type LenderDetail = Api['GET /console/lenders/{lenderId}']['response']
export type NewLender = Api['POST /console/lenders']['body']
export type Secrets = Api['POST /console/lenders/{lenderId}/officers']['response']

type Filter = Pick<Api['GET /console/lenders']['query'], 'status' | 'search'>

export const lenderList = (filter: Filter): ListSource<Lender> => ({
  key: ['lenders', 'list', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/lenders', { query: { ...filter, cursor, limit }, signal }),
})

export const lenderQuery = (lenderId: string) => queryOptions({ queryKey: ['lenders', lenderId], queryFn: ({ signal }) => call('GET /console/lenders/{lenderId}', { params: { lenderId }, signal }) })
