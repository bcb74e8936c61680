import { View } from '@tarojs/components'
import type { Voucher } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { ChipRow } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Tap } from '../../../components/tap'
import { Icon } from '../../../components/icon'
import { go } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { useNow } from '../../../lib/use-now'
import './index.css'
import { emptyWords, TABS, type VoucherTab, vouchersIn, voucherWords } from './list.view'

export default function Vouchers() {
  const load = useMine('vouchers', () => call('GET /me/vouchers'))
  const now = useNow(60_000)
  const [tab, setTab] = useState<VoucherTab>('living')
  return (
    <Page notice={<Stale load={load} />}>
      <ChipRow label="券的状态" items={TABS} selected={tab} onSelect={(code) => setTab(TABS.find((one) => one.code === code)?.code ?? 'living')} />
      <Loaded load={load} skeleton={<ListSkeleton />} loginNote="登录后查看您领的券">
        {({ items }) => {
          const here = vouchersIn(items, tab, now)
          if (here.length > 0) return here.map((voucher) => <VoucherLine key={voucher.voucherId} voucher={voucher} living={tab === 'living'} now={now} />)
          return (
            <Empty
              icon="perk"
              {...emptyWords[tab]}
              action={
                tab === 'living' && (
                  <Button inline onTap={() => go('perks')}>
                    去领券
                  </Button>
                )
              }
            />
          )
        }}
      </Loaded>
      {load.signedIn && (
        <List>
          <ListItem icon="receipt" title="使用记录" note="用过的券，哪天在哪家店" onTap={() => void go('receipts')} />
        </List>
      )}
    </Page>
  )
}

function VoucherLine({ voucher, living, now }: { voucher: Voucher; living: boolean; now: number }) {
  const { benefit, title, merchant, until, tag } = voucherWords(voucher, now)
  return (
    <Tap className={living ? 'voucher' : 'voucher voucher--over'} label={`${benefit}，${title}，${merchant}，${until}${tag ? `，${tag.words}` : ''}${living ? '，出示' : ''}`} onTap={() => void go('voucher', { voucherId: voucher.voucherId })}>
      <View className="voucher__words">
        <View className="voucher__benefit">{benefit}</View>
        <View className="voucher__title">{title}</View>
        <View className="voucher__note">{merchant}</View>
        <View className="voucher__note">{until}</View>
        {tag && <Tag tone={tag.tone}>{tag.words}</Tag>}
      </View>
      {living ? (
        <View className="voucher__show">
          <Icon name="qr" size={28} />
          <View>出示</View>
        </View>
      ) : (
        <Icon name="right" size={16} />
      )}
    </Tap>
  )
}

const ListSkeleton = () => (
  <>
    {[0, 1, 2].map((row) => (
      <Skeleton key={row} rows={3} />
    ))}
  </>
)
