import { View } from '@tarojs/components'
import type { AgreementText } from '@xinhui/contract'
import { Bullets } from '../../components/bullets'
import { Tick } from '../../components/tick'

/** What is signed, in full, and the tick under it. */
export function AgreementWords({ text, agreed, onToggle }: { text: AgreementText; agreed: boolean; onToggle: () => void }) {
  return (
    <>
      <Bullets items={text.paragraphs} />
      <View className="words">{`一期 ${text.validMonths} 个月`}</View>
      <Tick title="我已读过，同意以上协议" checked={agreed} onChange={onToggle} />
    </>
  )
}
