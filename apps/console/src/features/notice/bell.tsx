import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router'
import { pages } from '../../access'
import { unreadQuery } from './queries'

/** How many notices are new, wherever one is. */
export function Bell() {
  const { data: unread = 0 } = useQuery(unreadQuery)
  const shown = unread > 99 ? '99+' : String(unread)
  return (
    <NavLink className="bell" to={pages.notices.path} aria-label={unread === 0 ? '通知，没有新的' : `通知，${shown} 条新的`}>
      <BellOutlined aria-hidden />
      {unread > 0 && <span aria-hidden>{shown}</span>}
    </NavLink>
  )
}
