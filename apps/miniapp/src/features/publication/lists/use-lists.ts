import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { usePages } from '../../../lib/use-pages'
import { useTyped } from '../../../lib/use-typed'
import { canSearch, type View, viewOf } from '../publication.view'

function ask(view: View, keyword: string | undefined, cursor: string | undefined) {
  if (view === 'red' || view === 'black') return call('GET /lists/{colour}', { params: { colour: view }, query: { keyword, cursor } })
  return call('GET /publications', { query: { kind: view === 'all' ? undefined : view, keyword, cursor } })
}

export function useLists() {
  const [view, setView] = useState<View>(viewOf(paramOf(useRouter().params, 'view')))
  const { typed, setTyped, settled } = useTyped()
  const keyword = canSearch(settled) ? settled : undefined
  const pages = usePages(`publications ${view} ${keyword ?? ''}`, (cursor) => ask(view, keyword, cursor))
  return { view, pick: (code: string) => setView(viewOf(code)), typed, setTyped, keyword, ...pages }
}
