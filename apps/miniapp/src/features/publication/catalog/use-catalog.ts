import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'

/** The city's catalogue; anybody may read it. */
export const useCatalog = () => useLoad('catalog', () => call('GET /catalog'), { cacheKey: 'cache:catalog' })
