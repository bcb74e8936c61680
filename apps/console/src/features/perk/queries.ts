import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type ConsolePerk = Api['GET /console/perks']['response']['items'][number]

export const perkList = (filter: { search?: string; status?: string; scene?: string }): ListSource<ConsolePerk> => ({
  key: ['perks', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/perks', { query: { ...filter, cursor, limit }, signal }),
})

export const scenesQuery = queryOptions({ queryKey: ['scenes'], queryFn: ({ signal }) => call('GET /scenes', { signal }), staleTime: 600_000 })
