import { View } from '@tarojs/components'
import type { Receipt } from '@xinhui/contract'
import { Facts } from '../../components/facts'
import { Icon } from '../../components/icon'
import { a11y } from '../../lib/a11y'
import './receipt-card.css'
import { receiptFacts, receiptHeading } from './receipt.view'

/** The resident's half of the receipt. `fresh`: it has just happened, so it is read out. */
export function ReceiptCard({ receipt, fresh = false }: { receipt: Receipt; fresh?: boolean }) {
  const { words, note, icon, done } = receiptHeading(receipt)
  return (
    <View className="card receipt" {...a11y(fresh ? { role: 'status' } : {})}>
      <View className={done ? 'receipt__mark receipt__mark--done' : 'receipt__mark'}>
        <Icon name={icon} size={48} />
      </View>
      <View className="receipt__words" {...a11y({ role: 'heading', level: 1 })}>
        {words}
      </View>
      <View className="receipt__title">{receipt.title}</View>
      {note !== undefined && <View className="words">{note}</View>}
      <View className="receipt__facts">
        <Facts items={receiptFacts(receipt)} />
      </View>
    </View>
  )
}
