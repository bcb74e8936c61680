import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

export type Officer = Api['GET /console/repair-officers']['response']['items'][number]

export const officersQuery = queryOptions({ queryKey: ['repair-officers'], queryFn: ({ signal }) => call('GET /console/repair-officers', { signal }) })

/** Offices that have records, from the catalogue. */
export const officesQuery = queryOptions({ queryKey: ['offices'], queryFn: async ({ signal }) => [...new Set((await call('GET /catalog', { signal })).items.map((i) => i.sourceOffice))].sort(), staleTime: Infinity })

export const placeOfficer = ({ username, office, lead }: Pick<Officer, 'username' | 'office' | 'lead'>, idempotencyKey: string) => call('PUT /console/repair-officers/{username}', { params: { username }, body: { office, lead }, idempotencyKey })
