import { call } from '../../../lib/request'
import { usePages } from '../../../lib/use-pages'
import { useTyped } from '../../../lib/use-typed'
import { canSearch } from '../publication.view'

export function useSearch() {
  const { typed, setTyped, settled } = useTyped()
  const asks = canSearch(settled)
  const pages = usePages(asks ? `organizations ${settled}` : undefined, (cursor) => call('GET /organizations', { query: { search: settled, cursor } }))
  return { typed, setTyped, settled, asks, ...pages }
}
