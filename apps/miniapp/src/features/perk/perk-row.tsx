import { View } from '@tarojs/components'
import type { PerkCard } from '@xinhui/contract'
import { Tap } from '../../components/tap'
import { go } from '../../lib/go'
import './perk-row.css'

/** One perk in a list; `where`: the store and how far it is. */
export function PerkRow({ card, where }: { card: PerkCard; where?: string }) {
  const { headline, title, sceneTitle, merchantName, openToAll, eligibility } = card
  const from = where ?? `${sceneTitle} · ${merchantName}`
  const words = openToAll && eligibility.verdict !== 'eligible' && eligibility.verdict !== 'eligible-floor' ? `${eligibility.sentence}（人人可享）` : eligibility.sentence
  return (
    <Tap className="perk-row" label={[headline, title, from, words].join('，')} onTap={() => void go('perk', { perkId: card.perkId })}>
      <View className="perk-row__headline">{headline}</View>
      <View className="perk-row__title">{title}</View>
      <View className="perk-row__from">{from}</View>
      <View className="perk-row__mine">{words}</View>
    </Tap>
  )
}
