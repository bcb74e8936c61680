import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'
import { useTyped } from '../../../lib/use-typed'

/** All guides, kept on the phone; with words in the box, those that say them anywhere. */
export function useGuides() {
  const { typed, setTyped, settled } = useTyped()
  const load = useLoad(`guides ${settled}`, () => call('GET /repair-guides', settled === '' ? {} : { query: { keyword: settled } }), settled === '' ? { cacheKey: 'cache:guides' } : {})
  return { typed, setTyped, settled, load }
}
