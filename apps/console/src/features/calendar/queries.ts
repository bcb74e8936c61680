import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

export type WorkingYear = Api['GET /console/working-years']['response']['years'][number]
export type WorkingYearBody = Api['POST /console/working-years']['body']
export type Diff = Api['POST /console/working-years/preview']['response']
export type Moved = Diff['moved'][number]

export const yearsQuery = queryOptions({ queryKey: ['working-years'], queryFn: ({ signal }) => call('GET /console/working-years', { signal }) })

export const previewYear = (body: WorkingYearBody) => call('POST /console/working-years/preview', { body })
export const loadYear = (body: WorkingYearBody, idempotencyKey: string) => call('POST /console/working-years', { body, idempotencyKey })
