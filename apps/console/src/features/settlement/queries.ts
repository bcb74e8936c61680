import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Settlement = Api['GET /console/settlements']['response']['items'][number]
export type Detail = Api['GET /console/settlements/{statementId}']['response']
export type Entry = Detail['entries'][number]

export const settlementList = (filter: { status?: Settlement['status'] }): ListSource<Settlement> => ({
  key: ['settlements', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/settlements', { query: { ...filter, cursor, limit }, signal }),
})

export const settlementQuery = (statementId: string) =>
  queryOptions({ queryKey: ['settlement', statementId], queryFn: ({ signal }) => call('GET /console/settlements/{statementId}', { params: { statementId }, signal }) })
