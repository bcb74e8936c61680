import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { ChipRow } from '../../../components/chip'
import { Field } from '../../../components/field'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Sheet } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { a11y } from '../../../lib/a11y'
import { go } from '../../../lib/go'
import { DeskReceiptCard } from '../receipt-card'
import { REASONS, reversalWords, reversible } from '../desk.view'
import { useReceipt } from './use-receipt'

const CHOICES = REASONS.map((title) => ({ code: title, title }))

export default function DeskReceiptPage() {
  const { receipt, now, reason, setReason, problem, failure, reverse } = useReceipt()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Page notice={<Stale load={receipt} />}>
      <Loaded load={receipt} skeleton={<Skeleton rows={8} />} loginNote="登录后查看核销凭据">
        {(data) => (
          <>
            <DeskReceiptCard receipt={data} />
            <View className="words" {...a11y({ live: 'polite' })}>
              {reversalWords(data, now)}
            </View>
            {reversible(data, now) ? (
              <Button kind="secondary" onTap={() => setOpen(true)}>
                撤销核销
              </Button>
            ) : (
              <Button kind="secondary" icon="scan" onTap={() => go('deskScan')}>
                去扫码
              </Button>
            )}
          </>
        )}
      </Loaded>
      <Sheet open={open} title="撤销这次核销？" onClose={close}>
        <View className="sheet__words">券会还给顾客，没过期就能再用。撤销后不能恢复，原因会写进凭据，顾客也看得到。</View>
        <ChipRow label="常见原因" items={CHOICES} selected={reason} onSelect={setReason} />
        <Field label="撤销原因" value={reason} onInput={setReason} error={problem} maxLength={100} />
        {failure && <Problem error={failure} kept="您填的原因还在" />}
        <Button
          kind="danger"
          onTap={async () => {
            if (await reverse()) close()
          }}
        >
          确认撤销
        </Button>
        <Button kind="text" onTap={close}>
          先不
        </Button>
      </Sheet>
    </Page>
  )
}
