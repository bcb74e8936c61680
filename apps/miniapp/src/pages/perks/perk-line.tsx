import { View } from '@tarojs/components'
import type { PerkCard } from '@xinhui/contract'
import { Icon } from '../../components/icon'
import { Tap } from '../../components/tap'
import { perkWords } from './perks.view'

/** One perk: what one gets, where, and whether I get it. */
export function PerkLine({ card, onTap }: { card: PerkCard; onTap: () => void }) {
  const { headline, title, from, mine, left } = perkWords(card)
  return (
    <Tap className="perk-line" label={[headline, title, from, mine.words, left].filter((part) => part !== undefined).join('，')} onTap={onTap}>
      <View className="perk-line__top">
        <View className="perk-line__headline">{headline}</View>
        {left !== undefined && <View className="perk-line__left">{left}</View>}
      </View>
      <View className="perk-line__title">{title}</View>
      <View className="perk-line__from">{from}</View>
      <View className={`perk-line__mine perk-line__mine--${mine.kind}`}>
        <Icon name={mine.icon} size={18} />
        <View className="perk-line__words">{mine.words}</View>
        <Icon name="right" size={16} />
      </View>
    </Tap>
  )
}
