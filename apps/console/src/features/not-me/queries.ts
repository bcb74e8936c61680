import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Report = Api['GET /console/not-me']['response']['items'][number]
export type Resolution = Api['POST /console/not-me/{reportId}/resolution']['body']

export const reportDecisions = { a: '属实', r: '不属实' }

export const reportList = (filter: { status?: Report['status'] }): ListSource<Report> => ({
  key: ['not-me', 'list', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/not-me', { query: { ...filter, cursor, limit }, signal }),
})

export const reportQuery = (reportId: string) => queryOptions({ queryKey: ['not-me', reportId], queryFn: ({ signal }) => call('GET /console/not-me/{reportId}', { params: { reportId }, signal }) })

export const resolveReport = (reportId: string, body: Resolution) => call('POST /console/not-me/{reportId}/resolution', { params: { reportId }, body })
