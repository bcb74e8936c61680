import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../lib/request'

/** Name, colour and mode of the city; asked once a page load. */
export const cityQuery = queryOptions({ queryKey: ['city'], queryFn: ({ signal }) => call('GET /city', { signal }), staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY })

export const useCity = () => useQuery(cityQuery).data
