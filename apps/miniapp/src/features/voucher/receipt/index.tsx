import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { ReceiptCard } from '../receipt-card'
import { NotMe } from './not-me'

export default function ReceiptPage() {
  const { params } = useRouter()
  const redemptionId = paramOf(params, 'redemptionId') ?? ''
  const firmId = paramOf(params, 'firmId')
  const load = useMine(`receipt:${redemptionId}`, () => call('GET /me/receipts/{redemptionId}', { params: { redemptionId } }))
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={7} />} loginNote="登录后查看您的使用记录">
        {(receipt) => (
          <>
            <ReceiptCard receipt={receipt} />
            <NotMe receipt={receipt} ofFirm={firmId !== undefined} onSaid={() => void load.reload()} />
            <Button kind="secondary" onTap={() => (receipt.reversedAt === null ? go('vouchers', { firmId }) : go('voucher', { voucherId: receipt.voucherId }))}>
              {receipt.reversedAt === null ? (firmId === undefined ? '看我的券' : '看企业的券') : '看这张券'}
            </Button>
          </>
        )}
      </Loaded>
    </Page>
  )
}
