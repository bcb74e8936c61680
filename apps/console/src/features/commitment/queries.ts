import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Commitment = Api['GET /console/commitments']['response']['items'][number]
export type CommitmentFound = Api['GET /console/commitments/{commitmentId}']['response']
export type Template = Api['GET /commitment-templates']['response']['items'][number]
export type Figures = Api['GET /console/commitment-figures']['response']

export const commitmentList = (filter: { status?: Commitment['status'] }): ListSource<Commitment> => ({
  key: ['commitments', 'list', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/commitments', { query: { ...filter, cursor, limit }, signal }),
})

export const figuresQuery = queryOptions({ queryKey: ['commitments', 'figures'], queryFn: ({ signal }) => call('GET /console/commitment-figures', { signal }) })

export const templatesQuery = queryOptions({ queryKey: ['commitment-templates'], queryFn: ({ signal }) => call('GET /commitment-templates', { signal }) })

/** Every reading is a line in the subject's access log: once for each opening, never again because a window came to the front. */
export const commitmentQuery = (commitmentId: string) =>
  queryOptions({ queryKey: ['commitment', commitmentId], queryFn: ({ signal }) => call('GET /console/commitments/{commitmentId}', { params: { commitmentId }, signal }), staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false })
