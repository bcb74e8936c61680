import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Quality = Api['GET /console/quality']['response']
export type Office = Quality['items'][number]
export type LateRow = Api['GET /console/quality/late']['response']['items'][number]
export type FailingRow = Api['GET /console/quality/failing']['response']['items'][number]

export const qualityQuery = (period: string) => queryOptions({ queryKey: ['quality', period], queryFn: ({ signal }) => call('GET /console/quality', { query: { period }, signal }) })

export const codesQuery = queryOptions({ queryKey: ['quality', 'codes'], queryFn: ({ signal }) => call('GET /console/quality/codes', { signal }) })

export const lateList = (period: string, office: string): ListSource<LateRow> => ({
  key: ['quality', 'late', period, office],
  page: ({ cursor, limit, signal }) => call('GET /console/quality/late', { query: { period, office, cursor, limit }, signal }),
})

export const failingList = (period: string, office: string): ListSource<FailingRow> => ({
  key: ['quality', 'failing', period, office],
  page: ({ cursor, limit, signal }) => call('GET /console/quality/failing', { query: { period, office, cursor, limit }, signal }),
})

export const stateOutput = (body: { office: string; period: string; produced: number }) => call('PUT /console/quality/outputs', { body })
