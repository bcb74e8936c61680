import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Voucher } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { ChipRow } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { ForWhom } from '../../../components/for-whom'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Tap } from '../../../components/tap'
import { Icon } from '../../../components/icon'
import { go, goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { useNow } from '../../../lib/use-now'
import { useWhom } from '../../../lib/use-whom'
import './index.css'
import { emptyWords, mayUsePerks, TABS, type VoucherTab, vouchersIn, voucherWords } from './list.view'

export default function Vouchers() {
  const firmId = paramOf(useRouter().params, 'firmId')
  const load = useMine(firmId === undefined ? 'vouchers' : `vouchers:${firmId}`, () => (firmId === undefined ? call('GET /me/vouchers') : call('GET /firms/{firmId}/vouchers', { params: { firmId } })))
  const whom = useWhom()
  const holders = whom.choices.filter(({ id, kind }) => kind === 'person' || mayUsePerks(whom.firms.data?.items.find((firm) => firm.firmId === id)))
  const current = firmId === undefined ? whom.me : (holders.find(({ id }) => id === firmId) ?? { id: firmId, name: '企业', kind: 'organization' as const })
  const now = useNow(60_000)
  const [tab, setTab] = useState<VoucherTab>('living')
  return (
    <Page forWhom={<ForWhom current={current} choices={holders} onSwitch={({ id, kind }) => void goInstead('vouchers', kind === 'person' ? {} : { firmId: id })} />} notice={<Stale load={load} />}>
      <ChipRow label="券的状态" items={TABS} selected={tab} onSelect={(code) => setTab(TABS.find((one) => one.code === code)?.code ?? 'living')} />
      <Loaded load={load} skeleton={<ListSkeleton />} loginNote={firmId === undefined ? '登录后查看您领的券' : '登录后查看企业的券'}>
        {({ items }) => {
          const here = vouchersIn(items, tab, now)
          if (here.length > 0) return here.map((voucher) => <VoucherLine key={voucher.voucherId} voucher={voucher} living={tab === 'living'} now={now} />)
          return (
            <Empty
              icon="perk"
              {...emptyWords(tab, firmId !== undefined)}
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
          <ListItem icon="receipt" title="使用记录" note="用过的券，哪天在哪家店" onTap={() => void go('receipts', { firmId })} />
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
