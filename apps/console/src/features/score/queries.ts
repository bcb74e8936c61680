import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Models = Api['GET /console/score-models']['response']
export type Release = Models['releases'][number]
export type Detail = Api['GET /console/score-models/{releaseId}']['response']
export type Simulation = NonNullable<Detail['simulation']>
export type Group = Simulation['byAge'][number]
export type Organization = Api['GET /console/organization-scores']['response']['items'][number]
export type OrganizationDetail = Api['GET /console/organization-scores/{subjectId}']['response']

const POLL = 2000

export const modelsQuery = queryOptions({ queryKey: ['score-models'], queryFn: ({ signal }) => call('GET /console/score-models', { signal }) })

export const releaseQuery = (releaseId: string) =>
  queryOptions({
    queryKey: ['score-models', releaseId],
    queryFn: ({ signal }) => call('GET /console/score-models/{releaseId}', { params: { releaseId }, signal }),
    refetchInterval: (query) => (query.state.data?.status === 'simulating' ? POLL : false),
  })

export const organizationList = (filter: { search?: string; grade?: string }): ListSource<Organization> => ({
  key: ['organization-scores', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/organization-scores', { query: { ...filter, cursor, limit }, signal }),
})

export const organizationQuery = (subjectId: string) =>
  queryOptions({ queryKey: ['organization-score', subjectId], queryFn: ({ signal }) => call('GET /console/organization-scores/{subjectId}', { params: { subjectId }, signal }) })
