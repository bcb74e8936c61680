import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { call } from '../../lib/request'

export type LenderClient = Api['GET /console/lenders/{lenderId}/clients']['response']['items'][number]
export type Delivery = Api['GET /console/lenders/{lenderId}/deliveries']['response']['items'][number]
export type Registration = Api['POST /console/lenders/{lenderId}/clients']['body']

export const clientsQuery = (lenderId: string) => queryOptions({ queryKey: ['lenders', lenderId, 'clients'], queryFn: ({ signal }) => call('GET /console/lenders/{lenderId}/clients', { params: { lenderId }, signal }) })

export const deliveriesQuery = (lenderId: string) => queryOptions({ queryKey: ['lenders', lenderId, 'deliveries'], queryFn: ({ signal }) => call('GET /console/lenders/{lenderId}/deliveries', { params: { lenderId }, signal }) })
