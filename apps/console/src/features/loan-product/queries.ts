import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type LoanProduct = Api['GET /console/loan-products']['response']['items'][number]

export const loanProductList: ListSource<LoanProduct> = {
  key: ['loan-products'],
  page: ({ cursor, limit, signal }) => call('GET /console/loan-products', { query: { cursor, limit }, signal }),
}
