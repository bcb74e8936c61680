import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { mayDo } from '../../access'
import { Case } from '../../app/case'
import { Facts } from '../../app/facts'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { count } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import { merchantPerkColumns } from '../perk/columns'
import { Agreement } from './agreement'
import { MerchantStatus } from './columns'
import { People } from './people'
import { merchantQuery, type Store } from './queries'
import { HeldFor, StandingActions } from './standing'
import { StoreEditor } from './store-editor'
import { Stores } from './stores'
import { Happenings } from './timeline'

type Detail = Api['GET /console/merchants/{merchantId}']['response']

/** One merchant: who, where, what they offer, who serves. */
export function MerchantDetail() {
  const { merchantId = '' } = useParams()
  const query = useQuery(merchantQuery(merchantId))
  return (
    <Case id={merchantId} query={query} page="merchants" title="商户">
      {(merchant, trail) => <Found merchant={merchant} trail={trail} />}
    </Case>
  )
}

function Found({ merchant, trail }: { merchant: Detail; trail: React.ReactNode }) {
  const { roles } = useStaff()
  const mayEdit = mayDo(roles, 'edit-merchant') && merchant.status !== 'terminated'
  return (
    <Page
      title={merchant.name}
      trail={trail}
      actions={mayDo(roles, 'suspend-merchant') && <StandingActions merchant={merchant} />}
      note={
        <>
          <MerchantStatus status={merchant.status} /> {merchant.industry} · <span className="mono">{merchant.uscc}</span>
        </>
      }
    >
      <div className="with-happenings">
        <div>
          <HeldFor merchant={merchant} />
          <Facts
            rows={[
              ['门店', `${count(merchant.stores.filter((store) => store.status === 'open').length)} 家营业`],
              ['权益', `${count(merchant.perkCount)} 项`],
              ['人员', `${count(merchant.staffCount)} 人`],
              ['近30天核销', `${count(merchant.redemptions30d)} 次`],
            ]}
          />
          <StoreSection merchant={merchant} mayEdit={mayEdit} />
          <People merchant={merchant} mayEdit={mayEdit} />
          <Agreement merchant={merchant} mayRenew={mayDo(roles, 'suspend-merchant') && merchant.status !== 'terminated'} />
          <Section title="权益">{merchant.perks.length === 0 ? <Empty title="还没有权益" /> : <Rows label="权益" rows={merchant.perks} columns={merchantPerkColumns} rowKey={(perk) => perk.perkId} />}</Section>
        </div>
        <Happenings entries={merchant.timeline} />
      </div>
    </Page>
  )
}

/** The head office's stores; those who may, add, change, close and open them. */
function StoreSection({ merchant, mayEdit }: { merchant: Detail; mayEdit: boolean }) {
  const { merchantId, stores, staff } = merchant
  const [editing, setEditing] = useState<Store | 'new'>()
  const client = useQueryClient()
  const move = useMutation({
    mutationFn: ({ storeId, status }: Store) => call(status === 'open' ? 'POST /console/merchants/{merchantId}/stores/{storeId}/closure' : 'POST /console/merchants/{merchantId}/stores/{storeId}/reopening', { params: { merchantId, storeId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['merchant', merchantId] }),
  })
  const clerksOf = (store: Store) => staff.filter((person) => person.storeName === store.name).length
  return (
    <Section title="门店" aside={mayEdit && <Button onClick={() => setEditing('new')}>添加门店</Button>}>
      {stores.length === 0 ? <Empty title="还没有门店" /> : <Stores stores={stores} clerksOf={clerksOf} {...(mayEdit ? { edit: setEditing, move: (store: Store) => move.mutate(store) } : {})} />}
      {move.isError && (
        <p role="alert" className="act-text">
          {sentenceOf(move.error).detail ?? sentenceOf(move.error).title}
        </p>
      )}
      {editing && <StoreEditor merchantId={merchantId} {...(editing === 'new' ? {} : { store: editing })} others={stores.filter((store) => store !== editing && store.status === 'open')} onClose={() => setEditing(undefined)} />}
    </Section>
  )
}
