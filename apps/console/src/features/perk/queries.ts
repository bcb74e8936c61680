import { queryOptions } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'
import { sendFile } from '../../lib/send-file'
import type { PerkDraft } from './draft'

export type ConsolePerk = Api['GET /console/perks']['response']['items'][number]
export type PerkDetail = Api['GET /console/perks/{perkId}']['response']
export type PassStrip = Api['POST /console/perks/{perkId}/tests']['response']

export const perkList = (filter: { search?: string; status?: string; scene?: string }): ListSource<ConsolePerk> => ({
  key: ['perks', filter],
  page: ({ cursor, limit, signal }) => call('GET /console/perks', { query: { ...filter, cursor, limit }, signal }),
})

export const scenesQuery = queryOptions({ queryKey: ['scenes'], queryFn: ({ signal }) => call('GET /scenes', { signal }), staleTime: 600_000 })

/** Merchants to draft for, by name. */
export const merchantChoices = (search: string) =>
  queryOptions({ queryKey: ['merchants', 'choices', search], queryFn: ({ signal }) => call('GET /console/merchants', { query: { limit: 50, ...(search === '' ? {} : { search }) }, signal }), staleTime: 60_000 })

export const perkQuery = (perkId: string) => queryOptions({ queryKey: ['perks', perkId], queryFn: ({ signal }) => call('GET /console/perks/{perkId}', { params: { perkId }, signal }) })

export const draftPerk = (merchantId: string, draft: PerkDraft, idempotencyKey: string) => call('POST /console/perks', { body: { merchantId, draft }, idempotencyKey })
export const editPerk = (perkId: string, version: number, draft: PerkDraft, idempotencyKey: string) => call('PUT /console/perks/{perkId}', { params: { perkId }, body: { version, draft }, idempotencyKey })
export const issueTest = (perkId: string) => call('POST /console/perks/{perkId}/tests', { params: { perkId } })
export const refillPerk = (perkId: string, count: number) => call('POST /console/perks/{perkId}/refill', { params: { perkId }, body: { count } })

export type Move = 'publication' | 'pause' | 'resumption' | 'end'
export const movePerk = (perkId: string, move: Move) => call(`POST /console/perks/{perkId}/${move}`, { params: { perkId } })

export const loadCodes = (perkId: string, file: Blob) => sendFile('POST /console/perks/{perkId}/codes', { perkId }, file, 'text/csv')
