import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

export type Overview = Api['GET /console/overview']['response']
export const overviewQuery = queryOptions({ queryKey: ['overview'], queryFn: ({ signal }) => call('GET /console/overview', { signal }) })
