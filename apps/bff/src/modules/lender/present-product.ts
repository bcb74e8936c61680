import type { LoanProduct } from '@xinhui/contract'
import type { LoanProductRow } from './lender.store'

const KIND_TITLES: Record<LoanProduct['kind'], string> = { credit: '信用', guarantee: '保证', mortgage: '抵押', pledge: '质押' }

export const presentProduct = (row: LoanProductRow): LoanProduct => ({
  productId: row.id,
  lenderName: row.lenderName,
  name: row.name,
  kind: row.kind,
  kindTitle: KIND_TITLES[row.kind],
  amountMinFen: row.amountMinFen,
  amountMaxFen: row.amountMaxFen,
  rateMinBps: row.rateMinBps,
  rateMaxBps: row.rateMaxBps,
  termMinMonths: row.termMinMonths,
  termMaxMonths: row.termMaxMonths,
  repayment: row.repayment,
  zone: row.zone,
  audience: row.audience,
  responseWorkingDays: row.responseWorkingDays,
})
