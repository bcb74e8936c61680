import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

export type Programme = Api['GET /console/loan-programmes']['response']['items'][number]
export type ProgrammeFound = Api['GET /console/loan-programmes/{code}']['response']
export type Money = Api['GET /console/loan-programmes/{code}/money']['response']
export type ProgrammeDraft = Programme['draft']
export type ProductProgramme = Api['GET /console/loan-products/{productId}/programmes']['response']['items'][number]

export const programmesQuery = queryOptions({ queryKey: ['loan-programmes'], queryFn: ({ signal }) => call('GET /console/loan-programmes', { signal }) })
export const programmeQuery = (code: string) => queryOptions({ queryKey: ['loan-programmes', code], queryFn: ({ signal }) => call('GET /console/loan-programmes/{code}', { params: { code }, signal }) })
export const moneyQuery = (code: string) => queryOptions({ queryKey: ['loan-programmes', code, 'money'], queryFn: ({ signal }) => call('GET /console/loan-programmes/{code}/money', { params: { code }, signal }) })
export const productProgrammesQuery = (productId: string) => queryOptions({ queryKey: ['loan-programmes', 'of', productId], queryFn: ({ signal }) => call('GET /console/loan-products/{productId}/programmes', { params: { productId }, signal }) })
/** Products to choose from, by a part of their or their lender's name. */
export const offeredQuery = (search: string) =>
  queryOptions({ queryKey: ['loan-products', 'offered', search], queryFn: ({ signal }) => call('GET /console/loan-products', { query: { status: 'published', limit: 50, ...(search === '' ? {} : { search }) }, signal }) })

export const draftProgramme = (code: string, draft: ProgrammeDraft, idempotencyKey: string) => call('POST /console/loan-programmes', { body: { code, draft }, idempotencyKey })
export const changeProgramme = (code: string, version: number, draft: ProgrammeDraft, idempotencyKey: string) => call('PUT /console/loan-programmes/{code}', { params: { code }, body: { version, draft }, idempotencyKey })
export const dryRunProgramme = (draft: ProgrammeDraft) => call('POST /console/loan-programmes/dry-run', { body: { draft } })
export const publishProgramme = (code: string, version: number) => call('POST /console/loan-programmes/{code}/publication', { params: { code }, body: { version } })
export const stopProgramme = (code: string, how: 'pause' | 'end') => call(`POST /console/loan-programmes/{code}/${how}`, { params: { code } })

/** What one does with a product under a programme. */
export type Attaching = 'attach' | 'confirm' | 'detach'
export function moveProduct(code: string, productId: string, how: Attaching) {
  if (how === 'attach') return call('POST /console/loan-programmes/{code}/products', { params: { code }, body: { productId } })
  const of = { params: { code, productId } }
  return how === 'confirm' ? call('POST /console/loan-programmes/{code}/products/{productId}/confirmation', of) : call('DELETE /console/loan-programmes/{code}/products/{productId}', of)
}

export const drawBatch = (code: string) => call('POST /console/loan-programmes/{code}/subsidy-batches', { params: { code } })
export const payBatch = (batchId: string, reference: string) => call('POST /console/loan-subsidy-batches/{batchId}/payment', { params: { batchId }, body: { reference } })
export type CancelReason = Api['POST /console/loan-subsidies/{subsidyId}/cancellation']['body']['reason']
export const cancelSubsidy = (subsidyId: string, reason: CancelReason) => call('POST /console/loan-subsidies/{subsidyId}/cancellation', { params: { subsidyId }, body: { reason } })
export const decideClaim = (compensationId: string, approved: boolean, reason: string) => call('POST /console/loan-compensations/{compensationId}/decision', { params: { compensationId }, body: { approved, reason } })
export const payClaim = (compensationId: string, reference: string) => call('POST /console/loan-compensations/{compensationId}/payment', { params: { compensationId }, body: { reference } })
