import { useQuery } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

export type CatalogItem = Api['GET /catalog']['response']['items'][number]

export const useCatalog = () => useQuery({ queryKey: ['catalog'], queryFn: ({ signal }) => call('GET /catalog', { signal }), staleTime: 60_000 })
