import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { MerchantHome as MerchantHomeData } from '@xinhui/contract'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { yuan } from '../../../lib/format'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import './index.css'
import { agreementWords, ROLES, standingWords, stockWords } from '../merchant.view'

/** A merchant's day: what was redeemed, what is left, who stands where. */
export default function MerchantHome() {
  const wanted = paramOf(useRouter().params, 'merchantId')
  const posts = useMine('desk', () => call('GET /desk'))
  const merchantId = wanted ?? posts.data?.posts[0]?.merchantId
  const load = useMine(`merchant:${merchantId ?? ''}`, () => call('GET /desk/merchants/{merchantId}', { params: { merchantId: merchantId ?? '' } }), { when: merchantId !== undefined })
  const nobody = wanted === undefined && posts.data !== undefined && merchantId === undefined
  return (
    <Page
      notice={<Stale load={load} />}
      footer={
        load.data && (
          <Button icon="scan" onTap={() => go('deskScan')}>
            扫码核销
          </Button>
        )
      }
    >
      {nobody ? (
        <Empty icon="store" title="您还不是商户店员" note="店里出示邀请码后，扫一扫就能上岗" action={<Button inline onTap={() => go('merchantJoin')}>用邀请码上岗</Button>} />
      ) : (
        <Loaded load={posts} skeleton={<Skeleton rows={8} />} loginNote="登录后打开您的商户">
          {() => (
            <Loaded load={load} skeleton={<Skeleton rows={8} />}>
              {(home) => <Day home={home} storeId={posts.data?.posts.find((post) => post.merchantId === home.merchantId)?.stores[0]?.storeId} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </Page>
  )
}

/** `storeId`: one of the merchant's, so that what opens is this merchant's. */
function Day({ home, storeId }: { home: MerchantHomeData; storeId: string | undefined }) {
  const { merchantId, merchantName, role, today, perks, storeCount, staffCount, agreement } = home
  const standing = standingWords(home)
  const money = useMine(`desk-settlement:${merchantId}`, () => call('GET /desk/merchants/{merchantId}/settlement', { params: { merchantId } }), { when: role !== 'clerk' })
  const signed = agreement && agreementWords(agreement)
  return (
    <>
      <Card title={merchantName} aside={<Tag tone="accent">{ROLES[role]}</Tag>}>
        {standing && (
          <View className="merchant-standing">
            <View className="merchant-standing__title">{standing.title}</View>
            <View className="words">{standing.note}</View>
          </View>
        )}
        <View className="merchant-figures">
          <View className="merchant-figure">
            <View className="merchant-figure__number">{today.redeemed}</View>
            <View className="words">{role === 'clerk' ? '今日本店核销' : '今日核销'}</View>
          </View>
          <View className="merchant-figure">
            <View className="merchant-figure__number">{today.reversed}</View>
            <View className="words">今日撤销</View>
          </View>
        </View>
      </Card>
      <List label="管理">
        <ListItem icon="receipt" title="今日核销和撤销" onTap={() => void go('deskReceipts')} />
        <ListItem icon="offline" title="离线记录" onTap={() => void go('deskQueue')} />
        {role !== 'clerk' && <ListItem icon="bank" title="下次应结" value={money.data && yuan(money.data.next.amountFen)} onTap={() => void go('deskSettlement', { storeId })} />}
        {role !== 'clerk' && <ListItem icon="person" title="店员" value={`${staffCount} 人`} onTap={() => void go('merchantStaff', { merchantId })} />}
        <ListItem icon="store" title="门店" value={role === 'clerk' ? undefined : `${storeCount} 家`} onTap={() => void go('merchantStores', { merchantId })} />
        {signed && <ListItem icon="file" title="合作协议" value={signed.words} onTap={() => void go('merchantAgreement', { merchantId })} />}
        <ListItem icon="plus" title="用邀请码上岗" note="在另一家商户或门店" onTap={() => void go('merchantJoin')} />
      </List>
      <Card title="优惠库存">
        {perks.length === 0 ? (
          <View className="words">现在没有上架的优惠</View>
        ) : (
          <List label="优惠库存">
            {perks.map((perk) => {
              const stock = stockWords(perk)
              return <ListItem key={perk.perkId} title={perk.title} aside={<Tag tone={stock.tone}>{stock.words}</Tag>} />
            })}
          </List>
        )}
      </Card>
    </>
  )
}
