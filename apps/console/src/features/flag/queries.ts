import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Flag = Api['GET /console/flags']['response']['items'][number]
export type FlagFound = Api['GET /console/flags/{flagId}']['response']
export type Closure = Api['POST /console/flags/{flagId}/closure']['body']

type Filter = Pick<Api['GET /console/flags']['query'], 'status' | 'kind' | 'age' | 'search'>

export const flagDecisions = { a: '情况正常', r: '确有套取' }

export const flagList = (filter: Filter): ListSource<Flag> => ({
  key: ['flags', 'list', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/flags', { query: { ...filter, cursor, limit }, signal }),
})

export const flagCounts = queryOptions({ queryKey: ['flags', 'counts'], queryFn: ({ signal }) => call('GET /console/flag-counts', { signal }) })

export const flagQuery = (flagId: string) => queryOptions({ queryKey: ['flags', flagId], queryFn: ({ signal }) => call('GET /console/flags/{flagId}', { params: { flagId }, signal }) })

export const closeFlag = (flagId: string, body: Closure) => call('POST /console/flags/{flagId}/closure', { params: { flagId }, body })
