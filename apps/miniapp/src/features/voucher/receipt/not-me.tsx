import { View } from '@tarojs/components'
import type { Receipt } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Intention } from '../../../lib/intention'
import { ApiError } from '../../../lib/api-error'
import { call } from '../../../lib/request'
import { useNow } from '../../../lib/use-now'
import { maySayNotMe, notMeWords } from '../receipt.view'

/** 不是我本人使用: said once, after asking; then what became of it. */
export function NotMe({ receipt, ofFirm, onSaid }: { receipt: Receipt; ofFirm: boolean; onSaid: () => void }) {
  const [open, setOpen] = useState(false)
  const [failed, setFailed] = useState<ApiError>()
  const [saying] = useState(() => new Intention())
  const now = useNow(60_000)
  const close = () => setOpen(false)
  const words = notMeWords(receipt)
  const who = ofFirm ? '本企业' : '本人'
  if (words)
    return (
      <Card title={words.title}>
        <View className="words">{words.body}</View>
      </Card>
    )
  if (!maySayNotMe(receipt, now)) return null
  const say = async () => {
    setFailed(undefined)
    try {
      await saying.attempt((idempotencyKey) => call('POST /me/receipts/{redemptionId}/not-me', { params: { redemptionId: receipt.redemptionId }, idempotencyKey }))
      close()
      onSaid()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFailed(error)
    }
  }
  return (
    <>
      <Button kind="text" onTap={() => setOpen(true)}>
        {ofFirm ? '不是本企业使用' : '不是我本人使用'}
      </Button>
      <Confirm
        open={open}
        title={`反映不是${who}使用？`}
        body={
          <>
            <View>{`工作人员会向商户核查。确认不是${who}使用的，这次使用会撤销，券没过期可以再用。商户不会知道您是谁。`}</View>
            {failed && <Problem error={failed} kept={failed.unanswered ? '还不知道收到没有，可以再试一次' : undefined} />}
          </>
        }
        action="反映"
        onConfirm={say}
        onClose={close}
      />
    </>
  )
}
