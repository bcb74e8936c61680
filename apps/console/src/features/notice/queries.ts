import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Notice = Api['GET /console/notices']['response']['items'][number]

export const noticeList: ListSource<Notice> = { key: ['notices', 'list'], page: ({ cursor, limit, signal }) => call('GET /console/notices', { query: { cursor, limit }, signal }) }

/** For the bell: how many are new. */
export const unreadQuery = queryOptions({ queryKey: ['notices', 'unread'], queryFn: async ({ signal }) => (await call('GET /console/notices', { query: { limit: 1 }, signal })).unread, refetchInterval: 60_000, staleTime: 30_000 })

export const markSeen = (noticeId: string) => call('POST /console/notices/seen', { body: { noticeId } })
