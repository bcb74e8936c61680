import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { agreementFacts } from '../merchant.view'
import { AgreementWords } from '../agreement-words'
import { useAct } from '../use-act'

/** The agreement, where it stands, and another term. */
export default function MerchantAgreement() {
  const merchantId = paramOf(useRouter().params, 'merchantId') ?? ''
  const load = useMine(`merchant-agreement:${merchantId}`, () => call('GET /desk/merchants/{merchantId}/agreement', { params: { merchantId } }))
  const { problem, act } = useAct()
  const [agreed, setAgreed] = useState(false)
  const sign = async (textVersion: string) => {
    if (await act((idempotencyKey) => call('POST /desk/merchants/{merchantId}/agreement', { params: { merchantId }, body: { agreed: true, textVersion }, idempotencyKey }), '已签署')) await load.reload()
  }
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后查看合作协议">
        {({ current, text }) => (
          <>
            <Card title="现在的协议">
              <Facts items={agreementFacts(current)} />
            </Card>
            {current.mayRenew ? (
              <Card title={text.title}>
                <View className="stack">
                  <AgreementWords text={text} agreed={agreed} onToggle={() => setAgreed(!agreed)} />
                  {problem && <Problem error={problem} />}
                  <Button disabled={!agreed} onTap={() => sign(text.textVersion)}>
                    签署一期
                  </Button>
                  <View className="words">由店主签署。没到期的，从到期次日接上。</View>
                </View>
              </Card>
            ) : (
              <View className="words">到期前 60 天起可以续签，到时会通知您。</View>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
