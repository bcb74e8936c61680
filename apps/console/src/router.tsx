import type { ComponentType } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { type PageId, pageIds, pages } from './access'
import { Broken, Guard, Home, NotFound } from './app/guard'
import { Layout } from './app/layout'
import { Splash } from './app/states'

type Load = () => Promise<ComponentType>

/** Each page is a chunk of its own. `detail` hangs below the list's address. */
const views: Record<PageId, { list: Load; detail?: { path: string; load: Load } }> = {
  overview: { list: async () => (await import('./features/overview/overview')).OverviewPage },
  subjects: {
    list: async () => (await import('./features/subject/search')).SubjectSearch,
    detail: { path: ':subjectId', load: async () => (await import('./features/subject/detail')).SubjectDetail },
  },
  merchants: {
    list: async () => (await import('./features/merchant/list')).MerchantList,
    detail: { path: ':merchantId', load: async () => (await import('./features/merchant/detail')).MerchantDetail },
  },
  merchantApplications: {
    list: async () => (await import('./features/merchant-application/list')).ApplicationList,
    detail: { path: ':applicationId', load: async () => (await import('./features/merchant-application/detail')).ApplicationDetail },
  },
  tills: { list: async () => (await import('./features/till/list')).TillList },
  perks: {
    list: async () => (await import('./features/perk/list')).PerkList,
    detail: { path: ':perkId', load: async () => (await import('./features/perk/detail')).PerkPage },
  },
  settlements: {
    list: async () => (await import('./features/settlement/list')).SettlementList,
    detail: { path: ':statementId', load: async () => (await import('./features/settlement/detail')).SettlementDetail },
  },
  notMe: {
    list: async () => (await import('./features/not-me/list')).NotMeList,
    detail: { path: ':reportId', load: async () => (await import('./features/not-me/detail')).NotMeDetail },
  },
  flags: {
    list: async () => (await import('./features/flag/list')).FlagList,
    detail: { path: ':flagId', load: async () => (await import('./features/flag/detail')).FlagDetail },
  },
  loanApplications: {
    list: async () => (await import('./features/loan/list')).LoanList,
    detail: { path: ':applicationId', load: async () => (await import('./features/loan/detail')).LoanDetail },
  },
  loanPool: { list: async () => (await import('./features/loan/pool')).LoanPool },
  loanResults: { list: async () => (await import('./features/loan/results')).LoanResults },
  loanDeclarations: { list: async () => (await import('./features/loan/declarations')).LoanDeclarations },
  loanComplaints: { list: async () => (await import('./features/loan/complaints')).LoanComplaints },
  loans: {
    list: async () => (await import('./features/loan-product/list')).LoanProductList,
    detail: { path: ':productId', load: async () => (await import('./features/loan-product/detail')).LoanProductPage },
  },
  loanProgrammes: {
    list: async () => (await import('./features/loan-programme/page')).LoanProgrammes,
    detail: { path: ':code', load: async () => (await import('./features/loan-programme/detail')).LoanProgrammePage },
  },
  loanZones: { list: async () => (await import('./features/loan-zone/page')).LoanZones },
  lenders: {
    list: async () => (await import('./features/lender/lenders')).LenderList,
    detail: { path: ':lenderId', load: async () => (await import('./features/lender/lender-detail')).LenderDetail },
  },
  imports: {
    list: async () => (await import('./features/record/list')).ImportList,
    detail: { path: ':batchId', load: async () => (await import('./features/record/detail')).ImportDetail },
  },
  officeClients: {
    list: async () => (await import('./features/intake/list')).OfficeClientList,
    detail: { path: ':clientId', load: async () => (await import('./features/intake/detail')).OfficeClientDetail },
  },
  publications: { list: async () => (await import('./features/publication/list')).PublicationList },
  catalog: { list: async () => (await import('./features/catalog/list')).CatalogList },
  repairCases: {
    list: async () => (await import('./features/repair/list')).RepairList,
    detail: { path: ':caseId', load: async () => (await import('./features/repair/detail')).RepairDetail },
  },
  repairLetters: { list: async () => (await import('./features/repair-letter/list')).RepairLetters },
  repairOfficers: { list: async () => (await import('./features/repair-officer/page')).RepairOfficers },
  objections: {
    list: async () => (await import('./features/objection/list')).ObjectionList,
    detail: { path: ':objectionId', load: async () => (await import('./features/objection/detail')).ObjectionDetail },
  },
  commitments: {
    list: async () => (await import('./features/commitment/list')).CommitmentList,
    detail: { path: ':commitmentId', load: async () => (await import('./features/commitment/detail')).CommitmentDetail },
  },
  monitoring: { list: async () => (await import('./features/monitoring/page')).MonitoringPage },
  interviews: {
    list: async () => (await import('./features/interview/list')).InterviewList,
    detail: { path: ':interviewId', load: async () => (await import('./features/interview/detail')).InterviewDetail },
  },
  waivers: {
    list: async () => (await import('./features/waiver/list')).WaiverList,
    detail: { path: ':waiverId', load: async () => (await import('./features/waiver/detail')).WaiverDetail },
  },
  quality: { list: async () => (await import('./features/quality/quality')).QualityPage },
  organizationScores: {
    list: async () => (await import('./features/score/organizations')).OrganizationScores,
    detail: { path: ':subjectId', load: async () => (await import('./features/score/organization')).OrganizationScore },
  },
  scoreModels: {
    list: async () => (await import('./features/score/models')).ScoreModels,
    detail: { path: ':releaseId', load: async () => (await import('./features/score/release')).ScoreModelRelease },
  },
  workingYears: { list: async () => (await import('./features/calendar/page')).WorkingYears },
  audit: { list: async () => (await import('./features/audit/list')).AuditList },
  notices: { list: async () => (await import('./features/notice/list')).NoticeList },
  sessions: { list: async () => (await import('./features/session/list')).SessionList },
}

const guarded = (page: PageId, load: Load) => async () => {
  const View = await load()
  return {
    Component: () => (
      <Guard page={page}>
        <View />
      </Guard>
    ),
  }
}

const routes: RouteObject[] = [
  {
    ErrorBoundary: Broken,
    HydrateFallback: Splash,
    children: [
      { path: '/login', lazy: async () => ({ Component: (await import('./features/session/login')).LoginPage }) },
      {
        path: '/',
        Component: Layout,
        children: [
          { index: true, Component: Home },
          {
            ErrorBoundary: Broken,
            children: pageIds.flatMap((page): RouteObject[] => {
              const { list, detail } = views[page]
              const own: RouteObject = { path: pages[page].path, lazy: guarded(page, list) }
              return detail === undefined ? [own] : [own, { path: `${pages[page].path}/${detail.path}`, lazy: guarded(page, detail.load) }]
            }),
          },
          { path: '*', Component: NotFound },
        ],
      },
    ],
  },
]

export const makeRouter = () => createBrowserRouter(routes, { basename: '/console' })
