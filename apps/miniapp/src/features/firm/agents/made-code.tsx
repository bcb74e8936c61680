import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { QrCode } from '../../../components/qr-code'
import { Tag } from '../../../components/tag'
import { codeFacts, type MadeCode, type OpenCode } from '../firm.view'
import './made-code.css'

/** The code just made: shown this once, to be scanned or read out. */
export function MadeCodeCard({ made, onDone }: { made: MadeCode; onDone: () => void }) {
  return (
    <Card title="邀请码">
      <View className="stack">
        <View className="words">请对方在“我代表的企业”里扫码或输入。码只显示这一次，只能用一次。</View>
        <QrCode text={made.qrText} label="经办人邀请码，请对方扫描" />
        <View className="made-code">
          {made.code}
        </View>
        <Facts items={codeFacts(made)} />
        <Button kind="secondary" onTap={onDone}>
          收起
        </Button>
      </View>
    </Card>
  )
}

/** A code that nobody has used yet. What it reads is kept nowhere; a lost one is taken back and made anew. */
export function OpenCodeCard({ code, onCancel }: { code: OpenCode; onCancel: () => void }) {
  return (
    <Card title="邀请码已发出" aside={<Tag tone="amber">还没有人用</Tag>}>
      <Facts items={codeFacts(code)} />
      <Button kind="text" inline label="收回这个邀请码" onTap={onCancel}>
        收回
      </Button>
    </Card>
  )
}
