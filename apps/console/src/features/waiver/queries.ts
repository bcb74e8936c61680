import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Waiver = Api['GET /console/waivers']['response']['items'][number]
export type WaiverCase = Api['GET /console/waivers/{waiverId}']['response']

export const waiverDecisions = { a: '全部支持', r: '不支持' }

export const waiverList = (filter: { status?: Waiver['status'] }): ListSource<Waiver> => ({
  key: ['waivers', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/waivers', { query: { ...filter, cursor, limit }, signal }),
})

/** Every reading is a line in the person's access log: once for each opening, never again because a window came to the front. */
export const waiverQuery = (waiverId: string) =>
  queryOptions({
    queryKey: ['waiver', waiverId],
    queryFn: ({ signal }) => call('GET /console/waivers/{waiverId}', { params: { waiverId }, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
