import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type LoanProduct = Api['GET /console/loan-products']['response']['items'][number]
export type ProductFound = Api['GET /console/loan-products/{productId}']['response']
export type ProductVersion = ProductFound['versions'][number]
export type ProductDraft = Api['POST /console/loan-products']['body']['draft']
export type EntryRule = ProductDraft['entryRules'][number]
export type RuleChoices = Api['GET /console/loan-rule-choices']['response']
export type DryRun = Api['POST /console/loan-products/dry-run']['response']

type Filter = Pick<Api['GET /console/loan-products']['query'], 'queue' | 'status' | 'search'>

export const loanProductList = (filter: Filter): ListSource<LoanProduct> => ({
  key: ['loan-products', 'list', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/loan-products', { query: { ...filter, cursor, limit }, signal }),
})

export const productQuery = (productId: string) => queryOptions({ queryKey: ['loan-products', productId], queryFn: ({ signal }) => call('GET /console/loan-products/{productId}', { params: { productId }, signal }) })

export const choicesQuery = queryOptions({ queryKey: ['loan-rule-choices'], queryFn: ({ signal }) => call('GET /console/loan-rule-choices', { signal }), staleTime: 600_000 })

/** `paper`: what the office writes it from on the lender's behalf. */
const written = (draft: ProductDraft, paper: string) => ({ draft, ...(paper === '' ? {} : { paper }) })
export const draftProduct = (lenderId: string, draft: ProductDraft, paper: string, idempotencyKey: string) => call('POST /console/loan-products', { body: { lenderId, ...written(draft, paper) }, idempotencyKey })
export const editProduct = (productId: string, version: number, draft: ProductDraft, paper: string, idempotencyKey: string) => call('PUT /console/loan-products/{productId}', { params: { productId }, body: { version, ...written(draft, paper) }, idempotencyKey })
export const dryRun = (draft: ProductDraft) => call('POST /console/loan-products/dry-run', { body: { draft } })

export type Step = 'submission' | 'publication'
export const stepVersion = (productId: string, step: Step, version: number) => call(`POST /console/loan-products/{productId}/${step}`, { params: { productId }, body: { version } })

export const reviewVersion = (productId: string, version: number, passed: boolean, note: string) =>
  call('POST /console/loan-products/{productId}/review', { params: { productId }, body: { version, passed, ...(note === '' ? {} : { note }) } })

export const confirmVersion = (productId: string, version: number, agreed: boolean, note: string) =>
  call('POST /console/loan-products/{productId}/confirmation', { params: { productId }, body: { version, agreed, ...(note === '' ? {} : { note }) } })

export type Move = 'pause' | 'resumption' | 'end'
export const moveProduct = (productId: string, move: Move) => call(`POST /console/loan-products/{productId}/${move}`, { params: { productId } })
