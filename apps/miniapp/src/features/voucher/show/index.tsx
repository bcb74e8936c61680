import { View } from '@tarojs/components'
import type { Voucher } from '@xinhui/contract'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { StoreList } from '../../../components/store-list'
import { go } from '../../../lib/go'
import { ReceiptCard } from '../receipt-card'
import './index.css'
import { isUsedAlone, OwnUse } from './own-use'
import { PassCard } from './pass-card'
import { overWords, voucherFacts } from './show.view'
import { useShow } from './use-show'

export default function ShowVoucher() {
  const { voucher, living, pass, receipt, giveBack, failed, retry } = useShow()
  return (
    <Page>
      <Loaded load={voucher} skeleton={<PassSkeleton />} loginNote="登录后出示您的券">
        {(data) =>
          data.status === 'redeemed' ? (
            <>
              <Loaded load={receipt} skeleton={<Skeleton rows={6} />}>
                {(used) => <ReceiptCard receipt={used} fresh />}
              </Loaded>
              <Button kind="secondary" onTap={() => go('vouchers', { firmId: data.firm?.firmId })}>
                {data.firm ? '看企业的券' : '看我的券'}
              </Button>
            </>
          ) : living ? (
            <>
              {isUsedAlone(data) ? <OwnUse voucher={data} /> : <PassCard voucher={data} pass={pass} onRetry={retry} />}
              <Terms voucher={data} />
              {typeof data.code !== 'string' && <GiveBack failed={failed} onConfirm={giveBack} />}
            </>
          ) : (
            <>
              <Empty
                icon="perk"
                {...overWords(data)}
                action={
                  <Button inline onTap={() => go('perk', { perkId: data.perkId })}>
                    看这个优惠
                  </Button>
                }
              />
              <Terms voucher={data} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

function Terms({ voucher }: { voucher: Voucher }) {
  return (
    <>
      <Card title="怎么用">
        {voucher.instructions !== '' && <View className="show__how">{voucher.instructions}</View>}
        <Facts items={voucherFacts(voucher)} />
        <Conditions of={voucher} />
      </Card>
      {voucher.stores.length > 0 && (
        <Card title="可用门店">
          <StoreList stores={voucher.stores} />
        </Card>
      )}
    </>
  )
}

/** Absent from a voucher that an earlier version kept on the phone. */
function Conditions({ of: { conditions = [] } }: { of: Partial<Pick<Voucher, 'conditions'>> }) {
  return conditions.length === 0 ? null : <Bullets items={conditions} label="使用条件" />
}

function GiveBack({ failed, onConfirm }: { failed: ReturnType<typeof useShow>['failed']; onConfirm: () => Promise<boolean> }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button kind="text" onTap={() => setOpen(true)}>
        不用了，退回
      </Button>
      <Confirm
        open={open}
        title="退回这张券？"
        body={
          <>
            <View>名额会还给商户。以后想用，要在名额还有时重新领取。</View>
            {failed && <Problem error={failed} kept={failed.unanswered ? '还不知道退回没有，可以再试一次' : undefined} />}
          </>
        }
        action="退回"
        danger
        onConfirm={async () => {
          if (await onConfirm()) close()
        }}
        onClose={close}
      />
    </>
  )
}

const PassSkeleton = () => (
  <View className="card pass">
    <View className="pass__blank" />
    <Skeleton rows={2} />
  </View>
)
