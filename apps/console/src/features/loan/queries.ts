import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Loan = Api['GET /lender/loan-applications']['response']['items'][number]
export type LoanFound = Api['GET /lender/loan-applications/{applicationId}']['response']
export type LoanStep = Api['POST /lender/loan-applications/{applicationId}/steps']['body']
export type Pooled = Api['GET /lender/loan-pool']['response']['items'][number]
export type Results = Api['GET /console/loan-results']['response']
export type ResultRow = Api['GET /console/loan-results/applications']['response']['items'][number]
export type Complaint = Api['GET /console/loan-complaints']['response']['items'][number]
export type Declaration = Api['GET /console/loan-declarations']['response']['items'][number]
export type Grouping = NonNullable<Api['GET /console/loan-results']['query']['by']>

type Filter = Pick<Api['GET /lender/loan-applications']['query'], 'status' | 'clock' | 'open'>

export const loanList = (filter: Filter): ListSource<Loan> => ({
  key: ['loans', 'list', filter],
  page: ({ cursor, limit, signal }) => call('GET /lender/loan-applications', { query: { ...filter, cursor, limit }, signal }),
})

/** Read anew each time it is opened: the consent may have ended, and every reading is one in the firm's access log. */
export const loanQuery = (applicationId: string) =>
  queryOptions({ queryKey: ['loans', applicationId], queryFn: ({ signal }) => call('GET /lender/loan-applications/{applicationId}', { params: { applicationId }, signal }), gcTime: 0, refetchOnWindowFocus: false })

export const refusalsQuery = queryOptions({ queryKey: ['loan-refusals'], queryFn: ({ signal }) => call('GET /lender/refusal-reasons', { signal }) })

export const poolList: ListSource<Pooled> = { key: ['loan-pool'], page: async ({ signal }) => ({ ...(await call('GET /lender/loan-pool', { signal })), nextCursor: null }) }

export const ownProductsQuery = queryOptions({ queryKey: ['loan-products', 'own'], queryFn: ({ signal }) => call('GET /console/loan-products', { query: { limit: 100 }, signal }) })

export const resultsQuery = (query: { from: string; to: string; by: Grouping }) => queryOptions({ queryKey: ['loan-results', query], queryFn: ({ signal }) => call('GET /console/loan-results', { query, signal }) })

export const behindList = (query: { from: string; to: string; by: Grouping; key?: string }): ListSource<ResultRow> => ({
  key: ['loan-results', 'applications', query],
  page: async ({ signal }) => ({ ...(await call('GET /console/loan-results/applications', { query, signal })), nextCursor: null }),
})

export const complaintList = (status: 'open' | 'answered' | undefined): ListSource<Complaint> => ({
  key: ['loan-complaints', status],
  page: async ({ signal }) => ({ ...(await call('GET /console/loan-complaints', { query: { status }, signal })), nextCursor: null }),
})

export const declarationList = (state: 'declared' | 'recommended' | 'declined'): ListSource<Declaration> => ({
  key: ['loan-declarations', state],
  page: async ({ signal }) => ({ ...(await call('GET /console/loan-declarations', { query: { state }, signal })), nextCursor: null }),
})
