import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark } from '../../app/states'
import { instant } from '../../lib/format'
import type { Notice } from './queries'

export const noticeAddress = (notice: Notice) => (notice.productId !== null ? `/loan-products/${notice.productId}` : notice.caseId !== null ? `/repair-cases/${notice.caseId}` : notice.objectionId !== null ? `/objections/${notice.objectionId}` : notice.perkId === null ? `/merchants/${notice.merchantId ?? ''}` : `/perks/${notice.perkId}`)

const kinds: Readonly<Record<Notice['kind'], string>> = { 'perk.stock-low': '权益库存', 'merchant.agreement': '合作协议', 'merchant.suspended': '自动暂停', 'repair.amber': '修复将到期', 'repair.red': '修复超期', 'repair.review': '重新评价', 'objection.forwarded': '异议转交', 'objection.amber': '异议将到期', 'objection.red': '异议超期', 'loan-product.submitted': '待确认', 'loan-product.reviewed': '产品审核', 'loan-product.returned': '产品退回', 'loan-product.published': '产品发布', 'loan-product.paused': '产品暂停', 'loan-product.resumed': '产品恢复', 'loan-product.ended': '产品结束', 'loan-product.confirmed': '机构确认', 'loan-product.declined': '机构退回' }

export const noticeColumns: readonly Column<Notice>[] = [
  { title: '时间', value: (notice) => instant(notice.createdAt), cell: (notice) => <span className="nowrap">{instant(notice.createdAt)}</span>, width: 150 },
  { title: '类别', value: (notice) => kinds[notice.kind], width: 100 },
  {
    title: '通知',
    minWidth: 240,
    value: (notice) => notice.title,
    cell: (notice) => (
      <Link className="row-link" to={noticeAddress(notice)}>
        {notice.title} {notice.isNew && <Mark tone="wait">新</Mark>}
      </Link>
    ),
  },
  { title: '内容', value: (notice) => notice.body, minWidth: 260 },
]
