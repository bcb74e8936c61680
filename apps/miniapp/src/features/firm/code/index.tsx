import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Camera } from '../../../components/scanner'
import { Sheet } from '../../../components/sheet'
import { toast } from '../../../components/toast'
import { a11y } from '../../../lib/a11y'
import { isCode, offerFacts } from '../firm.view'
import { useCode } from './use-code'

export default function FirmCode() {
  const { isSignedIn, text, offer, problem, looking, stop, take, type, look, scan, confirm, login } = useCode()
  if (!isSignedIn) {
    return (
      <Page>
        <Empty
          icon="person"
          title="请先登录"
          note="登录并实名后，可以用邀请码成为经办人"
          action={
            <Button inline onTap={login}>
              去登录
            </Button>
          }
        />
      </Page>
    )
  }
  return (
    <Page>
      <Card title="输入邀请码">
        <View className="stack">
          <Field label="邀请码" value={text} onInput={type} placeholder="ABCD-EFGH" hint="法定代表人在“经办人”里生成，8 位字母和数字" maxLength={40} onDone={look} />
          {offer === undefined && (
            <>
              <Button onTap={look} disabled={!isCode(text)}>
                看看邀请
              </Button>
              <Button kind="secondary" icon="scan" onTap={scan}>
                扫邀请码
              </Button>
            </>
          )}
          {problem && <Problem error={problem} kept="什么都没有改变" />}
        </View>
      </Card>
      <View {...a11y({ live: 'polite' })}>
        {offer && (
          <Card title={offer.firmName}>
            <View className="stack">
              <Facts items={offerFacts(offer)} />
              <View className="words">确认后，法定代表人会收到通知，并看得到您遮盖后的姓名和证件号码。您可以随时退出。</View>
              <Button onTap={confirm}>确认成为经办人</Button>
            </View>
          </Card>
        )}
      </View>
      <Sheet open={looking} title="扫邀请码" onClose={stop}>
        <Camera
          onCode={take}
          onFailure={() => {
            stop()
            toast('相机打不开，请输入邀请码')
          }}
        />
      </Sheet>
    </Page>
  )
}
