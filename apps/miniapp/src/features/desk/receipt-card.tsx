import { View } from '@tarojs/components'
import type { DeskReceipt } from '@xinhui/contract'
import { Facts } from '../../components/facts'
import { Icon } from '../../components/icon'
import { a11y } from '../../lib/a11y'
import { deskReceiptFacts } from './desk.view'
import './receipt-card.css'

/** The merchant's half of the receipt. `fresh`: it has just happened, so it is read out. */
export function DeskReceiptCard({ receipt, fresh = false }: { receipt: DeskReceipt; fresh?: boolean }) {
  const living = receipt.reversedAt === null
  return (
    <View className="card desk-receipt" {...a11y(fresh ? { role: 'status' } : {})}>
      <View className={living ? 'desk-receipt__mark desk-receipt__mark--done' : 'desk-receipt__mark'}>
        <Icon name={living ? 'done' : 'refresh'} size={64} />
      </View>
      <View className="desk-receipt__words" {...a11y({ role: 'heading', level: 1 })}>
        {living ? '已核销' : '已撤销'}
      </View>
      <View className="desk-receipt__benefit">{receipt.benefit}</View>
      <View className="desk-receipt__facts">
        <Facts items={deskReceiptFacts(receipt)} />
      </View>
    </View>
  )
}
