import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

type Monitoring = Api['GET /console/monitoring']['response']
export type Offender = Monitoring['offenders'][number]
export type Related = Monitoring['related'][number]
export type District = Monitoring['repairable'][number]
export type Round = Api['GET /console/repair-invitations']['response']['items'][number]
export type Invited = Api['GET /console/repair-invitations/{roundId}']['response']['items'][number]

export const monitoringQuery = queryOptions({ queryKey: ['monitoring'], queryFn: ({ signal }) => call('GET /console/monitoring', { signal }) })

const POLL_MS = 2000
export const roundsQuery = queryOptions({
  queryKey: ['repair-invitations'],
  queryFn: ({ signal }) => call('GET /console/repair-invitations', { signal }),
  refetchInterval: (query) => (query.state.data?.items.some((round) => round.finishedAt === null) ? POLL_MS : false),
})

export const previewQuery = (district: string | undefined) => queryOptions({ queryKey: ['repair-invitations', 'preview', district ?? ''], queryFn: ({ signal }) => call('GET /console/repair-invitations/preview', { query: district === undefined ? {} : { district }, signal }) })

export const invitedList = (roundId: string) => ({ key: ['repair-invitations', roundId], page: ({ cursor, limit, signal }: { cursor?: string; limit?: number; signal?: AbortSignal }) => call('GET /console/repair-invitations/{roundId}', { params: { roundId }, query: { cursor, limit }, signal }) })
