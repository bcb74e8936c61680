import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { Link, useLocation } from 'react-router'
import { pages } from '../../access'
import { session } from '../../lib/session'
import { isActive, uploads } from './uploads'

/** On every page but 数据归集 itself: uploads on their way. Closing the tab in the middle asks first. */
export function UploadsNotice() {
  const list = useSyncExternalStore(uploads.subscribe, uploads.get)
  const location = useLocation()
  const client = useQueryClient()
  const active = list.filter(isActive).length

  useEffect(() => uploads.onSettled(() => void Promise.all([client.invalidateQueries({ queryKey: ['imports', 'list'] }), client.invalidateQueries({ queryKey: ['overview'] })])), [client])
  useEffect(
    () =>
      session.subscribe(() => {
        if (session.get().status === 'anonymous') uploads.clear()
      }),
    [],
  )
  useEffect(() => {
    if (active === 0) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [active])

  if (active === 0 || location.pathname === pages.imports.path) return null
  return (
    <p className="uploads-notice" role="status">
      {active} 个文件正在上传，可以继续做别的。<Link to={pages.imports.path}>查看</Link>
    </p>
  )
}
