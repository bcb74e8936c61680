import type { Api } from '@xinhui/contract'
import { call } from './request'
import { type Loaded, useLoad } from './use-load'

export type City = Api['GET /city']['response']

/** Name, hotline and mode of this city. */
export const useCity = (): Loaded<City> => useLoad('city', () => call('GET /city'), { cacheKey: 'cache:city' })
