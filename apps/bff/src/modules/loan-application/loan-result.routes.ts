import type { LoanStatus } from '@xinhui/contract'
import { isDay } from '@xinhui/rules'
import { DomainError } from '../../errors'
import type { Api } from '../../http/route'
import { readLoanResults } from './loan-results'
import { listBehind } from './loan-result.store'
import { STATUS_TITLES } from './loan-words'

function requireStretch({ from, to }: { from: string; to: string }): void {
  if (isDay(from) && isDay(to) && from <= to) return
  throw new DomainError('VALIDATION', { detail: '起止日期有误', errors: [{ field: 'to', message: '起止日期有误' }] })
}

export function registerLoanResultRoutes(api: Api): void {
  const office = { roles: ['reviewer', 'steward', 'auditor', 'administrator'], owner: 'city', audit: null } as const

  api.route('GET /console/loan-results', office, ({ ctx, query }) => {
    requireStretch(query)
    return readLoanResults({ ctx, input: query })
  })

  api.route('GET /console/loan-results/applications', office, async ({ ctx, query }) => {
    requireStretch(query)
    const rows = await listBehind(ctx.db, { from: query.from, to: query.to, group: query.by, key: query.key })
    return {
      items: rows.map(({ district, status, ...row }) => ({ ...row, district: ctx.city.districts.find((d) => d.code === district)?.name ?? district, statusTitle: STATUS_TITLES[status as LoanStatus] })),
    }
  })
}
