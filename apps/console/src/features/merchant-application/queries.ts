import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Application = Api['GET /console/merchant-applications']['response']['items'][number]
export type ApplicationCase = Api['GET /console/merchant-applications/{applicationId}']['response']
export type Decision = Api['POST /console/merchant-applications/{applicationId}/decision']['body']

/** `r` asks for what is missing while that may still be asked, and refuses afterwards. */
export const applicationDecisions = { a: '通过', r: '退回或不予通过' }

export const agreementQuery = queryOptions({ queryKey: ['merchant-agreement'], queryFn: ({ signal }) => call('GET /console/merchant-agreement', { signal }), staleTime: 600_000 })

export const applicationList = (filter: { status?: Application['status'] }): ListSource<Application> => ({
  key: ['merchant-applications', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/merchant-applications', { query: { ...filter, cursor, limit }, signal }),
})

export const applicationQuery = (applicationId: string) => queryOptions({ queryKey: ['merchant-application', applicationId], queryFn: ({ signal }) => call('GET /console/merchant-applications/{applicationId}', { params: { applicationId }, signal }) })
