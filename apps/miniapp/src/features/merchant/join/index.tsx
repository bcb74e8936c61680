import { View } from '@tarojs/components'
import type { InvitationOffer } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { goInstead } from '../../../lib/go'
import { call } from '../../../lib/request'
import { scanCode } from '../../../lib/scan'
import { ROLE_NOTES, ROLES } from '../merchant.view'
import { useAct } from '../use-act'

/** The invited person scans or types the code, reads what it offers, and confirms. */
export default function MerchantJoin() {
  const [code, setCode] = useState('')
  const [offer, setOffer] = useState<InvitationOffer>()
  const { problem, act } = useAct()
  const read = async (text: string) => {
    await act(async () => setOffer(await call('POST /merchant-invitations/preview', { body: { code: text } })))
  }
  const scan = async () => {
    const text = await scanCode()
    if (text === null) return
    setCode(text)
    await read(text)
  }
  const confirm = async () => {
    if (await act((idempotencyKey) => call('POST /merchant-invitations/acceptance', { body: { code }, idempotencyKey }), '已上岗')) await goInstead('deskScan')
  }
  if (offer) {
    return (
      <Page footer={<Button onTap={confirm}>确认上岗</Button>}>
        <Card title={offer.merchantName}>
          <View className="stack">
            <Facts items={[{ name: '岗位', value: ROLES[offer.role] }, { name: '门店', value: offer.storeName ?? '所有门店' }, { name: '可以做什么', value: ROLE_NOTES[offer.role] }]} />
            <View className="words">确认后，店里会看到遮盖后的姓名。您随时可以离岗。</View>
          </View>
        </Card>
        {problem && <Problem error={problem} />}
        <Button kind="text" onTap={() => setOffer(undefined)}>
          不是这家，换一个码
        </Button>
      </Page>
    )
  }
  return (
    <Page>
      <Card title="用邀请码上岗">
        <View className="stack">
          <View className="words">请店主或店长在“店员”里生成邀请码。</View>
          {process.env.TARO_ENV === 'weapp' && (
            <Button icon="scan" onTap={scan}>
              扫邀请码
            </Button>
          )}
          <Field label="邀请码" value={code} onInput={setCode} placeholder="ABCD-EFGH" maxLength={40} onDone={() => void read(code)} />
          {problem && <Problem error={problem} kept="您填的内容还在" />}
          <Button kind={process.env.TARO_ENV === 'weapp' ? 'secondary' : 'primary'} disabled={code.trim().length < 8} onTap={() => read(code)}>
            下一步
          </Button>
        </View>
      </Card>
    </Page>
  )
}
