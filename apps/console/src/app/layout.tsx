import { AccountBookOutlined, AlertOutlined, ApiOutlined, AppstoreOutlined, AuditOutlined, BankOutlined, BarcodeOutlined, BellOutlined, BookOutlined, CalculatorOutlined, CalendarOutlined, CommentOutlined, DesktopOutlined, DollarOutlined, ExceptionOutlined, FileDoneOutlined, FundOutlined, GiftOutlined, GoldOutlined, InsuranceOutlined, LineChartOutlined, LogoutOutlined, MailOutlined, NotificationOutlined, OrderedListOutlined, RadarChartOutlined, SafetyCertificateOutlined, SearchOutlined, ShopOutlined, SolutionOutlined, TeamOutlined, ThunderboltOutlined, ToolOutlined, TransactionOutlined, TrophyOutlined, UploadOutlined, UserDeleteOutlined, UserSwitchOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { type ComponentType, useState } from 'react'
import { Navigate, NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { mayOpen, navigationOf, type PageId, pages, roleTitles } from '../access'
import { Bell } from '../features/notice/bell'
import { UploadsNotice } from '../features/record/uploads-notice'
import { signOut } from '../features/session/queries'
import { useCity } from './city'
import { useSession } from './use-session'

const icons: Record<PageId, ComponentType> = {
  overview: LineChartOutlined,
  subjects: SearchOutlined,
  merchants: ShopOutlined,
  merchantApplications: SolutionOutlined,
  tills: BarcodeOutlined,
  flags: AlertOutlined,
  notMe: UserDeleteOutlined,
  perks: GiftOutlined,
  settlements: AccountBookOutlined,
  loanApplications: TransactionOutlined,
  loanPool: ThunderboltOutlined,
  loanResults: FundOutlined,
  loanDeclarations: OrderedListOutlined,
  loanComplaints: CommentOutlined,
  loans: BankOutlined,
  loanZones: AppstoreOutlined,
  loanProgrammes: DollarOutlined,
  lenders: GoldOutlined,
  imports: UploadOutlined,
  officeClients: ApiOutlined,
  publications: NotificationOutlined,
  catalog: BookOutlined,
  repairCases: ToolOutlined,
  repairLetters: MailOutlined,
  repairOfficers: UserSwitchOutlined,
  objections: ExceptionOutlined,
  commitments: FileDoneOutlined,
  monitoring: RadarChartOutlined,
  interviews: TeamOutlined,
  waivers: InsuranceOutlined,
  quality: SafetyCertificateOutlined,
  organizationScores: TrophyOutlined,
  scoreModels: CalculatorOutlined,
  workingYears: CalendarOutlined,
  audit: AuditOutlined,
  notices: BellOutlined,
  sessions: DesktopOutlined,
}

/** Navigation on the left by noun, the page on the right. Without a session: the login page, and back here afterwards. */
export function Layout() {
  const state = useSession()
  const city = useCity()
  const location = useLocation()
  const client = useQueryClient()
  const [leaving, setLeaving] = useState(false)

  if (state.status !== 'signed-in') {
    const next = `${location.pathname}${location.search}`
    return <Navigate to={next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`} replace />
  }
  const { staff } = state
  const leave = async () => {
    setLeaving(true)
    await signOut(client)
  }

  return (
    <div className="shell">
      <a className="skip" href="#main">
        跳到正文
      </a>
      <header className="side">
        <div className="brand">
          <strong>{city?.serviceName ?? '信惠'}</strong>
          <span>{city === undefined ? '后台' : `${city.name} · 后台`}</span>
          {mayOpen(staff.roles, 'notices') && <Bell />}
        </div>
        <nav aria-label="主导航">
          {navigationOf(staff.roles).map(({ title, pages: part }) => (
            <div key={title ?? ''} role={title === null ? undefined : 'group'} aria-label={title ?? undefined}>
              {title !== null && <span aria-hidden>{title}</span>}
              {part.map((page) => {
                const Icon = icons[page]
                return (
                  <NavLink key={page} to={pages[page].path}>
                    <Icon aria-hidden />
                    {pages[page].title}
                  </NavLink>
                )
              })}
            </div>
          ))}
        </nav>
        <div className="who">
          <div>
            <strong>{staff.displayName}</strong>
            <span>{staff.roles.map((role) => roleTitles[role]).join('、')}</span>
          </div>
          <button type="button" className="plain" onClick={() => void leave()} disabled={leaving}>
            <LogoutOutlined aria-hidden /> 退出登录
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {city?.mode === 'demo' && <p className="demo-note">演示环境：人员、企业、记录全部为虚构。</p>}
        <UploadsNotice />
        <Outlet />
      </main>
      <ScrollRestoration />
    </div>
  )
}
