import { useRouter } from '@tarojs/taro'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'
import { usePages } from '../../../lib/use-pages'

/** The page brings its first records along; the next ones come from the list of the same firm. */
export function useOrganization() {
  const uscc = paramOf(useRouter().params, 'uscc') ?? ''
  const load = useLoad(`organization ${uscc}`, () => call('GET /organizations/{uscc}', { params: { uscc } }))
  const { records } = load.data ?? {}
  const pages = usePages(records === undefined ? undefined : `records ${uscc}`, (cursor) =>
    cursor === undefined && records !== undefined ? Promise.resolve(records) : call('GET /publications', { query: { uscc, cursor } }),
  )
  return { load, items: pages.items.length === 0 ? (records?.items ?? []) : pages.items, more: pages.more }
}
