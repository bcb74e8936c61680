import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type InterviewLine = Api['GET /console/interviews']['response']['items'][number]
export type InterviewFound = Api['GET /console/interviews/{interviewId}']['response']

export const interviewList = (filter: { status?: InterviewLine['status'] }): ListSource<InterviewLine> => ({
  key: ['interviews', 'list', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/interviews', { query: { ...filter, cursor, limit }, signal }),
})

/** Every reading is a line in the firm's access log. */
export const interviewQuery = (interviewId: string) =>
  queryOptions({ queryKey: ['interview', interviewId], queryFn: ({ signal }) => call('GET /console/interviews/{interviewId}', { params: { interviewId }, signal }), staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false })
