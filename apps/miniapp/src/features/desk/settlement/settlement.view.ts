import type { Api, MerchantPost, Settlement } from '@xinhui/contract'
import { day, yuan } from '../../../lib/format'

type Next = Api['GET /desk/merchants/{merchantId}/settlement']['response']['next']

/** The money is the owner's and the manager's business. */
export const seesSettlement = (role: MerchantPost['role']): boolean => role !== 'clerk'

/** What is owed next and when it is put on a statement. */
export function nextWords({ amountFen, lineCount, drawnOn }: Next): { amount: string; note: string } {
  if (lineCount === 0) return { amount: yuan(0), note: '还没有新的有补贴的核销' }
  if (amountFen <= 0) return { amount: yuan(amountFen), note: '撤销和更正抵扣后没有应结金额，转入以后的结算单' }
  return { amount: yuan(amountFen), note: `${lineCount} 笔，${day(drawnOn)}出结算单` }
}

const STATUS: Readonly<Record<Settlement['status'], string>> = { drawn: '待确认', confirmed: '已确认，等待付款', disputed: '异议处理中', resolved: '异议已答复，等待付款', paid: '已付款' }

export const statementLine = ({ month, status, totalFen, lineCount }: Pick<Settlement, 'month' | 'status' | 'totalFen' | 'lineCount'>): { title: string; note: string; value: string } => ({
  title: `${month.slice(0, 4)}年${Number(month.slice(5))}月`,
  note: `${lineCount} 笔 · ${STATUS[status]}`,
  value: yuan(totalFen),
})
