import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

export type Zone = Api['GET /console/loan-zones']['response']['items'][number]
export type ZoneBody = Api['PUT /console/loan-zones/{code}']['body']

/** Asked anew whenever the page is opened: how many products stand in a zone changes with every product that is published. */
export const zonesQuery = queryOptions({ queryKey: ['loan-zones'], queryFn: ({ signal }) => call('GET /console/loan-zones', { signal }), staleTime: 0 })

export const openZone = (code: string, { title, intro, shows, position }: ZoneBody, idempotencyKey: string) => call('POST /console/loan-zones', { body: { code, title, intro, shows, position }, idempotencyKey })
export const changeZone = (code: string, body: ZoneBody, idempotencyKey: string) => call('PUT /console/loan-zones/{code}', { params: { code }, body, idempotencyKey })
