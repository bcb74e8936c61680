import { describe, expect, it } from 'vitest'
import { homeOf, mayDo, mayOpen, navigationOf, pageIds, pages, type Role, roleTitles, safeNext, visiblePages, whoMayOpen } from './access'

const roles = Object.keys(roleTitles) as Role[]

describe('who sees what', () => {
  it('each role sees exactly its pages, in the order of the navigation', () => {
    expect(visiblePages(['administrator'])).toEqual(['overview', 'imports', 'officeClients', 'quality', 'catalog', 'publications', 'organizationScores', 'scoreModels', 'repairLetters', 'repairOfficers', 'commitments', 'monitoring', 'interviews', 'merchants', 'merchantApplications', 'tills', 'perks', 'settlements', 'flags', 'notMe', 'loanResults', 'loanDeclarations', 'loanComplaints', 'loans', 'loanZones', 'loanProgrammes', 'lenders', 'workingYears', 'audit', 'notices', 'sessions'])
    expect(visiblePages(['auditor'])).toEqual(['overview', 'imports', 'officeClients', 'quality', 'catalog', 'publications', 'organizationScores', 'scoreModels', 'repairLetters', 'repairOfficers', 'commitments', 'monitoring', 'interviews', 'merchants', 'merchantApplications', 'tills', 'perks', 'settlements', 'flags', 'notMe', 'loanResults', 'loanDeclarations', 'loanComplaints', 'loans', 'loanZones', 'loanProgrammes', 'lenders', 'audit', 'notices', 'sessions'])
    expect(visiblePages(['steward'])).toEqual(['overview', 'subjects', 'imports', 'quality', 'catalog', 'publications', 'organizationScores', 'scoreModels', 'merchants', 'perks', 'loanResults', 'loans', 'lenders', 'workingYears', 'sessions'])
    expect(visiblePages(['reviewer'])).toEqual(['overview', 'subjects', 'catalog', 'publications', 'organizationScores', 'scoreModels', 'repairCases', 'repairLetters', 'objections', 'commitments', 'monitoring', 'interviews', 'merchants', 'merchantApplications', 'perks', 'settlements', 'waivers', 'flags', 'notMe', 'loanResults', 'loanDeclarations', 'loanComplaints', 'loans', 'loanZones', 'loanProgrammes', 'lenders', 'workingYears', 'notices', 'sessions'])
    expect(visiblePages(['merchant-owner'])).toEqual(['merchants', 'tills', 'perks', 'settlements', 'notices', 'sessions'])
    expect(visiblePages(['lender-officer'])).toEqual(['loanApplications', 'loanPool', 'loans', 'lenders', 'notices', 'sessions'])
  })

  it('several roles see what any of them sees', () => {
    expect(visiblePages(['lender-officer', 'merchant-owner'])).toEqual(['merchants', 'tills', 'perks', 'settlements', 'loanApplications', 'loanPool', 'loans', 'lenders', 'notices', 'sessions'])
  })

  it('a long navigation stands in titled parts, each once and none of its pages lost; a short one in one piece', () => {
    expect(navigationOf(['reviewer']).map(({ title }) => title)).toEqual([null, '信用数据', '信用修复', '信易+', '融资', '系统'])
    for (const role of roles) expect(navigationOf([role]).flatMap((part) => part.pages)).toEqual(visiblePages([role]).filter((page) => page !== 'notices'))
    expect(navigationOf(['lender-officer'])).toEqual([{ title: null, pages: ['loanApplications', 'loanPool', 'loans', 'lenders', 'sessions'] }])
  })

  it('only those who handle data may send files in; the auditor reads', () => {
    expect(roles.filter((role) => mayDo([role], 'upload-import'))).toEqual(['steward', 'administrator'])
    expect(roles.filter((role) => mayDo([role], 'register-office-client'))).toEqual(['administrator'])
    expect(mayOpen(['auditor'], 'imports')).toBe(true)
  })

  it('whoever may approve a model is not whoever only hands it in', () => {
    expect(roles.filter((role) => mayDo([role], 'approve-score-model'))).toEqual(['reviewer', 'administrator'])
    expect(mayDo(['auditor'], 'draft-score-model')).toBe(false)
  })

  it('everybody has a home that they may open, and somebody without a role has 登录设备', () => {
    for (const role of roles) expect(pageIds.some((page) => pages[page].path === homeOf([role]) && mayOpen([role], page))).toBe(true)
    expect(homeOf([])).toBe('/sessions')
  })

  it('a closed page names who may open it', () => {
    expect(whoMayOpen('audit')).toBe('审计员、管理员')
  })

  it('after login only pages of the console are returned to', () => {
    expect(safeNext('/merchants?status=active')).toBe('/merchants?status=active')
    expect(safeNext('/imports/bat_1')).toBe('/imports/bat_1')
    for (const bad of [null, '//evil.example', 'https://evil.example', '/merchants-evil', '/login', '/']) expect(safeNext(bad)).toBeUndefined()
  })
})
