import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type RepairLine = Api['GET /console/repair-cases']['response']['items'][number]
export type RepairCase = Api['GET /console/repair-cases/{caseId}']['response']
export type Filter = Omit<NonNullable<Api['GET /console/repair-cases']['query']>, 'cursor' | 'limit'>

export const repairList = (filter: Filter): ListSource<RepairLine> => ({
  key: ['repair-cases', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/repair-cases', { query: { ...filter, cursor, limit }, signal }),
})

/** Every reading is a line in the subject's access log: once for each opening, never again because a window came to the front. */
export const repairQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['repair-case', caseId],
    queryFn: ({ signal }) => call('GET /console/repair-cases/{caseId}', { params: { caseId }, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
