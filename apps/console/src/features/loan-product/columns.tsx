import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { amount, rate } from '../../lib/format'
import { Mark } from '../../app/states'
import type { LoanProduct } from './queries'
import { productStatuses, versionStatuses } from './words'

/** `3.65%` or `3.65%–4.35%`; likewise for amounts and terms: two ends that are equal read as one. */
const range = (from: string, to: string) => (from === to ? from : `${from}–${to}`)

const term = (months: number) => (months % 12 === 0 ? `${months / 12} 年` : `${months} 个月`)

export const loanProductColumns: readonly Column<LoanProduct>[] = [
  {
    title: '产品',
    minWidth: 150,
    value: (product) => product.name,
    cell: (product) => (
      <>
        <Link className="row-link" to={`/loan-products/${product.productId}`}>
          {product.name}
        </Link>
        <p className="quiet">{product.lenderName}</p>
      </>
    ),
  },
  { title: '机构', value: (product) => product.lenderName, cell: null },
  {
    title: '状态',
    width: 124,
    value: (product) => productStatuses[product.status].title,
    cell: (product) => (
      <>
        <Mark tone={productStatuses[product.status].tone}>{productStatuses[product.status].title}</Mark>
        {product.open !== null && product.status !== 'ended' && <p className="quiet">第 {product.open.version} 版{versionStatuses[product.open.status].title}</p>}
      </>
    ),
  },
  { title: '版本', value: (product) => product.version, cell: null },
  { title: '审核中的版本', value: (product) => (product.open === null ? '' : `第 ${product.open.version} 版${versionStatuses[product.open.status].title}`), cell: null },
  { title: '方式', value: (product) => product.kindTitle, width: 72 },
  { title: '额度下限（元）', value: (product) => product.amountMinFen / 100, cell: null },
  { title: '额度上限（元）', value: (product) => product.amountMaxFen / 100, cell: null },
  { title: '额度', value: (product) => range(amount(product.amountMinFen), amount(product.amountMaxFen)), align: 'right', width: 146 },
  { title: '年利率', value: (product) => range(rate(product.rateMinBps), rate(product.rateMaxBps)), align: 'right', width: 116 },
  { title: '期限', value: (product) => range(term(product.termMinMonths), term(product.termMaxMonths)), align: 'right', width: 104 },
  { title: '还款', value: (product) => product.repayment, cell: null },
  {
    title: '对象',
    value: (product) => product.audience,
    cell: (product) => (
      <>
        {product.audience}
        {product.zone !== null && <p className="quiet">{product.zone}</p>}
      </>
    ),
    minWidth: 160,
  },
  { title: '专区', value: (product) => product.zone ?? '', cell: null },
  { title: '答复', value: (product) => `${product.responseWorkingDays} 个工作日`, align: 'right', width: 96 },
]
