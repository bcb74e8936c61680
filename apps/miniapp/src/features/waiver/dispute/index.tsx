import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { toast } from '../../../components/toast'
import { Words } from '../../../components/words'
import { ApiError } from '../../../lib/api-error'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'

const MIN = 5

export default function WaiverDispute() {
  const waiverId = paramOf(useRouter().params, 'waiverId') ?? ''
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<ApiError>()

  const submit = async () => {
    setProblem(undefined)
    if (reason.trim().length < MIN) {
      setError(`请说明情况，至少 ${MIN} 个字`)
      return
    }
    try {
      await call('POST /waivers/{waiverId}/dispute', { params: { waiverId }, body: { reason: reason.trim() } })
      toast('异议已提交')
      await goInstead('waiver', { waiverId })
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setProblem(thrown)
    }
  }

  return (
    <Page footer={<Button onTap={submit}>提交异议</Button>}>
      <Card title="哪里不对">
        <View className="stack">
          <Words
            most={500}
            label="说明"
            value={reason}
            error={error}
            placeholder="例如：归还时完好；损坏是原来就有的；已归还，门店没有登记"
            onInput={(value) => {
              setReason(value)
              setError(undefined)
            }}
          />
          {problem && <Problem error={problem} kept="您填的内容还在" />}
        </View>
      </Card>
      <Card title="提交以后">
        <Bullets items={['在作出决定之前，不收取这一单的费用', '主管单位查看双方说明和照片后作出决定，两边都会收到结果', '提出异议不影响您的信用分']} />
      </Card>
    </Page>
  )
}
