import type { Api } from '@xinhui/contract'
import type { ListSource } from '../../lib/list'
import { call } from '../../lib/request'

export type Letter = Api['GET /console/repair-letters']['response']['items'][number]

export const letterList = (state: Letter['state'] | undefined): ListSource<Letter> => ({
  key: ['repair-letters', state ?? ''],
  page: ({ cursor, limit, signal }) => call('GET /console/repair-letters', { query: { ...(state ? { state } : {}), cursor, limit }, signal }),
})
