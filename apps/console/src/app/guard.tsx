import { Button } from 'antd'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, Navigate, useRouteError } from 'react-router'
import { homeOf, mayOpen, type PageId, pages, roleTitles, whoMayOpen } from '../access'
import { Page } from './page'
import { useStaff } from './use-session'
import { useTitle } from './use-title'

/** The page for those who may open it; for everybody else who may, and whom to ask. The API refuses in any case. */
export function Guard({ page, children }: { page: PageId; children: ReactNode }) {
  const staff = useStaff()
  if (mayOpen(staff.roles, page)) return children
  return (
    <Page title={pages[page].title}>
      <div className="state">
        <p className="state-title">此页面仅限{whoMayOpen(page)}打开</p>
        <p className="state-detail">
          您现在的角色是{staff.roles.map((role) => roleTitles[role]).join('、') || '（无）'}。需要时请联系管理员。
        </p>
        <Link to={homeOf(staff.roles)}>返回首页</Link>
      </div>
    </Page>
  )
}

export function Home() {
  return <Navigate to={homeOf(useStaff().roles)} replace />
}

export function NotFound() {
  return (
    <Page title="没有这个页面">
      <div className="state">
        <p className="state-title">没有这个页面</p>
        <p className="state-detail">地址可能已变更或输入有误。</p>
        <Link to="/">返回首页</Link>
      </div>
    </Page>
  )
}

/** A page that could not be loaded (usually a new version was published meanwhile) or that broke. */
export function Broken() {
  const error = useRouteError()
  const { reset } = useQueryErrorResetBoundary()
  useTitle('页面没有打开')
  const stale = error instanceof TypeError && /import|module/i.test(error.message)
  return (
    <div className="state" role="alert">
      <p className="state-title">{stale ? '页面没有下载完' : '页面出了问题'}</p>
      <p className="state-detail">{stale ? '网络中断，或系统刚刚更新。刷新后即可继续。' : '请刷新后重试；仍有问题请联系管理员。'}</p>
      <Button
        type="primary"
        onClick={() => {
          reset()
          window.location.reload()
        }}
      >
        刷新
      </Button>
    </div>
  )
}
