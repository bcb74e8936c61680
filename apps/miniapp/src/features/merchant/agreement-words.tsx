import { View } from '@tarojs/components'
import type { AgreementText } from '@xinhui/contract'
import { Bullets } from '../../components/bullets'
import { Icon } from '../../components/icon'
import { Tap } from '../../components/tap'

/** What is signed, in full, and the tick under it. */
export function AgreementWords({ text, agreed, onToggle }: { text: AgreementText; agreed: boolean; onToggle: () => void }) {
  return (
    <>
      <Bullets items={text.paragraphs} />
      <View className="words">{`一期 ${text.validMonths} 个月`}</View>
      <Tap className="list-item" role="checkbox" checked={agreed} onTap={onToggle}>
        <View className="list-item__words">
          <View className="list-item__title">我已读过，同意以上协议</View>
        </View>
        {agreed && <Icon name="check" />}
      </Tap>
    </>
  )
}
