import { describe, expect, it } from 'vitest'
import { homeOf, mayDo, mayOpen, pageIds, pages, type Role, roleTitles, safeNext, visiblePages, whoMayOpen } from './access'

const roles = Object.keys(roleTitles) as Role[]

describe('who sees what', () => {
  it('each role sees exactly its pages, in the order of the navigation', () => {
    expect(visiblePages(['administrator'])).toEqual(['overview', 'merchants', 'merchantApplications', 'tills', 'flags', 'notMe', 'perks', 'settlements', 'loanResults', 'loanDeclarations', 'loanComplaints', 'loans', 'loanZones', 'lenders', 'imports', 'officeClients', 'publications', 'catalog', 'repairLetters', 'repairOfficers', 'commitments', 'monitoring', 'interviews', 'quality', 'organizationScores', 'scoreModels', 'workingYears', 'audit', 'notices', 'sessions'])
    expect(visiblePages(['auditor'])).toEqual(['overview', 'merchants', 'merchantApplications', 'tills', 'flags', 'notMe', 'perks', 'settlements', 'loanResults', 'loanDeclarations', 'loanComplaints', 'loans', 'loanZones', 'lenders', 'imports', 'officeClients', 'publications', 'catalog', 'repairLetters', 'repairOfficers', 'commitments', 'monitoring', 'interviews', 'quality', 'organizationScores', 'scoreModels', 'audit', 'notices', 'sessions'])
    expect(visiblePages(['steward'])).toEqual(['overview', 'subjects', 'merchants', 'perks', 'loanResults', 'loans', 'lenders', 'imports', 'publications', 'catalog', 'quality', 'organizationScores', 'scoreModels', 'workingYears', 'sessions'])
    expect(visiblePages(['reviewer'])).toEqual(['overview', 'subjects', 'merchants', 'merchantApplications', 'flags', 'notMe', 'perks', 'settlements', 'loanResults', 'loanDeclarations', 'loanComplaints', 'loans', 'loanZones', 'lenders', 'publications', 'catalog', 'repairCases', 'repairLetters', 'objections', 'commitments', 'monitoring', 'interviews', 'waivers', 'organizationScores', 'scoreModels', 'workingYears', 'notices', 'sessions'])
    expect(visiblePages(['merchant-owner'])).toEqual(['merchants', 'tills', 'perks', 'settlements', 'notices', 'sessions'])
    expect(visiblePages(['lender-officer'])).toEqual(['loanApplications', 'loanPool', 'loans', 'lenders', 'notices', 'sessions'])
  })

  it('several roles see what any of them sees', () => {
    expect(visiblePages(['lender-officer', 'merchant-owner'])).toEqual(['merchants', 'tills', 'perks', 'settlements', 'loanApplications', 'loanPool', 'loans', 'lenders', 'notices', 'sessions'])
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
