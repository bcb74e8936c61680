import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { MerchantStore, StoreInput } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm, Sheet } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { a11y } from '../../../lib/a11y'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import './index.css'
import { EMPTY_STORE, sketch, storeForm } from '../merchant.view'
import { StoreForm } from '../store-form'
import { useAct } from '../use-act'

/** The merchant's stores: where they are, when they are open. */
export default function MerchantStores() {
  const merchantId = paramOf(useRouter().params, 'merchantId') ?? ''
  const load = useMine(`merchant-stores:${merchantId}`, () => call('GET /desk/merchants/{merchantId}/stores', { params: { merchantId } }))
  const { problem, act } = useAct()
  const [editing, setEditing] = useState<MerchantStore | 'new'>()
  const [closing, setClosing] = useState<MerchantStore>()
  const save = async (store: StoreInput) => {
    const saved = await act(
      (idempotencyKey) =>
        editing === 'new' || editing === undefined
          ? call('POST /desk/merchants/{merchantId}/stores', { params: { merchantId }, body: store, idempotencyKey })
          : call('PUT /desk/merchants/{merchantId}/stores/{storeId}', { params: { merchantId, storeId: editing.storeId }, body: store, idempotencyKey }),
      '已保存',
    )
    if (!saved) return
    setEditing(undefined)
    await load.reload()
  }
  const close = async () => {
    const storeId = closing?.storeId ?? ''
    setClosing(undefined)
    if (await act((idempotencyKey) => call('POST /desk/merchants/{merchantId}/stores/{storeId}/closure', { params: { merchantId, storeId }, idempotencyKey }), '已停业')) await load.reload()
  }
  const reopen = async (storeId: string) => {
    if (await act((idempotencyKey) => call('POST /desk/merchants/{merchantId}/stores/{storeId}/reopening', { params: { merchantId, storeId }, idempotencyKey }), '已恢复营业')) await load.reload()
  }
  return (
    <Page notice={<Stale load={load} />} footer={load.data?.mayEdit && <Button icon="plus" onTap={() => setEditing('new')}>添加门店</Button>}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后管理门店">
        {({ items, mayEdit }) => (
          <>
            {problem && editing === undefined && <Problem error={problem} />}
            {items.length > 1 && <Sketch stores={items} />}
            {items.map((store, i) => (
              <Card key={store.storeId} title={items.length > 1 ? `${i + 1}. ${store.name}` : store.name} aside={<Tag tone={store.status === 'open' ? 'green' : 'neutral'}>{store.status === 'open' ? '营业中' : '已停业'}</Tag>}>
                <View className="stack">
                  <Facts items={[{ name: '地址', value: store.address }, { name: '营业时间', value: store.hours }]} />
                  {mayEdit && (
                    <View className="stack stack--tight">
                      <Button kind="secondary" label={`修改：${store.name}`} onTap={() => setEditing(store)}>
                        修改
                      </Button>
                      {store.status === 'open' ? (
                        <Button kind="text" label={`停业：${store.name}`} onTap={() => setClosing(store)}>
                          停业
                        </Button>
                      ) : (
                        <Button kind="text" label={`恢复营业：${store.name}`} onTap={() => reopen(store.storeId)}>
                          恢复营业
                        </Button>
                      )}
                    </View>
                  )}
                </View>
              </Card>
            ))}
          </>
        )}
      </Loaded>
      <Sheet open={editing !== undefined} title={editing === 'new' ? '添加门店' : '修改门店'} onClose={() => setEditing(undefined)}>
        {problem && <Problem error={problem} kept="您填的内容还在" />}
        {editing && <StoreForm key={editing === 'new' ? 'new' : editing.storeId} start={editing === 'new' ? EMPTY_STORE : storeForm(editing)} action="保存" onDone={save} />}
      </Sheet>
      <Confirm open={closing !== undefined} title={`${closing?.name ?? ''}停业？`} body="停业后这家门店不能核销，店员的岗位随之停用。顾客的券可以在其他门店用。" action="停业" danger onConfirm={close} onClose={() => setClosing(undefined)} />
    </Page>
  )
}

/** Where the stores lie to each other; the addresses say the rest. */
function Sketch({ stores }: { stores: readonly MerchantStore[] }) {
  const points = sketch(stores)
  return (
    <View className="merchant-sketch" {...a11y({ role: 'img', label: `${stores.length} 家门店的相对位置，上北下南` })}>
      {points.map(({ left, top }, i) => (
        <View key={stores[i]?.storeId} className="merchant-sketch__point" style={{ left: `${left}%`, top: `${top}%` }}>
          {i + 1}
        </View>
      ))}
    </View>
  )
}
