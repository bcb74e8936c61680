import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Objection = Api['GET /console/objections']['response']['items'][number]
export type Case = Api['GET /console/objections/{objectionId}']['response']
export type Answer = Api['POST /console/objections/{objectionId}/answer']['body']

export type Clock = NonNullable<Api['GET /console/objections']['query']['clock']>

export const objectionDecisions = { a: '更正', r: '维持' }

export const objectionList = (filter: { status?: Objection['status']; clock?: Clock }): ListSource<Objection> => ({
  key: ['objections', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/objections', { query: { ...filter, cursor, limit }, signal }),
})

/** Every reading is a line in the subject's access log: once for each opening, never again because a window came to the front. */
export const caseQuery = (objectionId: string) =>
  queryOptions({
    queryKey: ['objection', objectionId],
    queryFn: ({ signal }) => call('GET /console/objections/{objectionId}', { params: { objectionId }, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
