import { View } from '@tarojs/components'
import type { DeskWaiver } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Field } from '../../../components/field'
import { Confirm } from '../../../components/sheet'
import { Words } from '../../../components/words'
import { yuan } from '../../../lib/format'
import { Photos } from '../photos'
import { endVerb, fenOf } from '../waiver.view'
import type { ClaimBody, ReduceBody, ReturnBody } from './use-desk-order'

/** An amount as it is typed, and what is wrong with it. */
function useAmount(mostFen: number, leastFen: number) {
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  return {
    text,
    error,
    type: (value: string) => {
      setText(value)
      setError(undefined)
    },
    /** Undefined, and says why, when it is none that may be sent. */
    read: (): number | undefined => {
      const fen = fenOf(text)
      if (fen === undefined || fen < leastFen) setError('请填写金额，例如 12.50')
      else if (fen > mostFen) setError(`最多 ${yuan(mostFen)}`)
      else return fen
      return undefined
    },
  }
}

const REASON_MIN = 5

export function ReturnForm({ order, onSend }: { order: DeskWaiver; onSend: (body: ReturnBody) => Promise<void> }) {
  const amount = useAmount(order.mostFen, 0)
  const [asking, setAsking] = useState<{ useFen: number; intact: boolean }>()
  const verb = endVerb(order.kind)
  const ask = (intact: boolean) => {
    const useFen = amount.read()
    if (useFen !== undefined) setAsking({ useFen, intact })
  }
  return (
    <Card title={`登记${verb}`}>
      <View className="stack">
        <Field label="使用费（元）" value={amount.text} error={amount.error} hint={`没有费用填 0，最多 ${yuan(order.mostFen)}`} placeholder="12.50" maxLength={9} onInput={amount.type} />
        <Button onTap={() => ask(true)}>{`完好，登记${verb}`}</Button>
        <Button kind="secondary" onTap={() => ask(false)}>
          {`已${verb}，验收后再定`}
        </Button>
      </View>
      <Confirm
        open={asking !== undefined}
        title={`登记${verb}？`}
        action="登记"
        body={`使用费 ${yuan(asking?.useFen ?? 0)}。${asking?.intact ? '登记后发送账单，不能再申请赔偿。' : '可以在规定时间内拍照申请赔偿。'}`}
        onConfirm={async () => {
          if (asking) await onSend(asking)
          setAsking(undefined)
        }}
        onClose={() => setAsking(undefined)}
      />
    </Card>
  )
}

export function ClaimForm({ order, onPhoto, onSend }: { order: DeskWaiver; onPhoto: () => Promise<void>; onSend: (body: ClaimBody) => Promise<void> }) {
  const restFen = order.mostFen - (order.useFen ?? 0)
  const amount = useAmount(restFen, 1)
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const submit = async () => {
    const amountFen = amount.read()
    if (reason.trim().length < REASON_MIN) setError(`请说明情况，至少 ${REASON_MIN} 个字`)
    else if (order.photoIds.length === 0) setError('请先上传至少一张照片')
    else if (amountFen !== undefined) await onSend({ amountFen, reason: reason.trim() })
  }
  return (
    <Card title={order.status === 'overdue' ? `没有${endVerb(order.kind)}的，申请赔偿` : '有损坏的，申请赔偿'}>
      <View className="stack">
        <Photos path={`/desk/waivers/${order.waiverId}`} ids={order.photoIds} />
        <Button kind="secondary" onTap={onPhoto}>
          {order.photoIds.length === 0 ? '上传照片' : '再加一张照片'}
        </Button>
        <Field label="赔偿金额（元）" value={amount.text} error={amount.error} hint={`最多 ${yuan(restFen)}`} placeholder="50.00" maxLength={9} onInput={amount.type} />
        <Words
          most={500}
          label="损坏情况"
          value={reason}
          error={error}
          placeholder="例如：镜头有划痕，维修报价见照片"
          onInput={(value) => {
            setReason(value)
            setError(undefined)
          }}
        />
        <Button onTap={submit}>申请赔偿</Button>
        <View className="words">顾客可以同意，也可以提出异议，由主管单位决定。</View>
      </View>
    </Card>
  )
}

export function CollectForm({ order, onReduce, onPaid }: { order: DeskWaiver; onReduce: (body: ReduceBody) => Promise<void>; onPaid: () => Promise<void> }) {
  const billFen = order.billFen ?? 0
  const amount = useAmount(billFen, 1)
  const [asking, setAsking] = useState<'reduce' | 'paid'>()
  const close = () => setAsking(undefined)
  return (
    <Card title="收款">
      <View className="stack">
        <View className="words">{order.payAtCounter ? `请顾客在店付 ${yuan(billFen)}` : `微信支付分正在收取 ${yuan(billFen)}`}</View>
        <Field label="减免金额（元）" value={amount.text} error={amount.error} hint={`最多 ${yuan(billFen)}`} placeholder="5.00" maxLength={9} onInput={amount.type} />
        <Button kind="secondary" onTap={() => (amount.read() === undefined ? undefined : setAsking('reduce'))}>
          减免
        </Button>
        <Button kind="secondary" onTap={() => setAsking('paid')}>
          顾客已在店付款
        </Button>
      </View>
      <Confirm
        open={asking === 'reduce'}
        title="减免这笔金额？"
        action="减免"
        body={`减免 ${amount.text} 元，减免后不能加回。`}
        onConfirm={async () => {
          const discountFen = amount.read()
          if (discountFen !== undefined) await onReduce({ discountFen })
          close()
        }}
        onClose={close}
      />
      <Confirm
        open={asking === 'paid'}
        title="确认已收到？"
        action="已收到"
        body={`确认顾客已在店付 ${yuan(billFen)}，微信支付分不再收取。`}
        onConfirm={async () => {
          await onPaid()
          close()
        }}
        onClose={close}
      />
    </Card>
  )
}
