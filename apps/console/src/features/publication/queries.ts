import { useQuery } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Publication = Api['GET /console/publications']['response']['items'][number]
export type Status = Publication['status']

export type Filter = Partial<Record<'kind' | 'office' | 'district' | 'from' | 'to' | 'keyword' | 'status', string>>

const statuses: readonly Status[] = ['shown', 'ended', 'withheld']

/** What stands in the address may have been typed by hand: what the API would refuse is left out. */
export function queryOf({ status, keyword, ...rest }: Filter) {
  return { ...rest, status: statuses.find((one) => one === status), keyword: keyword !== undefined && keyword.length >= 2 ? keyword : undefined }
}

export const publicationList = (filter: Filter): ListSource<Publication> => ({
  key: ['publications', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/publications', { query: { ...queryOf(filter), cursor, limit: limit ?? 50 }, signal }),
})

export const useFilterChoices = () => useQuery({ queryKey: ['publication-filters'], queryFn: ({ signal }) => call('GET /publication-filters', { signal }), staleTime: 60_000 })
