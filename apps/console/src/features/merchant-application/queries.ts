import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Application = Api['GET /console/merchant-applications']['response']['items'][number]
export type ApplicationCase = Api['GET /console/merchant-applications/{applicationId}']['response']
export type Decision = Api['POST /console/merchant-applications/{applicationId}/decision']['body']

export const applicationList = (filter: { status?: Application['status'] }): ListSource<Application> => ({
  key: ['merchant-applications', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/merchant-applications', { query: { ...filter, cursor, limit }, signal }),
})

export const applicationQuery = (applicationId: string) => queryOptions({ queryKey: ['merchant-application', applicationId], queryFn: ({ signal }) => call('GET /console/merchant-applications/{applicationId}', { params: { applicationId }, signal }) })
