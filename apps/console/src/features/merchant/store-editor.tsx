import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer } from 'antd'
import { type FormEvent, useState } from 'react'
import { tellFailure } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import type { Store } from './queries'
import { StoreFields } from './store-fields'
import { EMPTY_STORE, readStore, type StoreInput, typedStore } from './store-form'

/** Adds a store to a merchant, or changes one. */
export function StoreEditor({ merchantId, store, others, onClose }: { merchantId: string; store?: Store; others: readonly Store[]; onClose: () => void }) {
  const client = useQueryClient()
  const [typed, setTyped] = useState(() => (store ? typedStore(store) : EMPTY_STORE))
  const [issues, setIssues] = useState<readonly string[]>([])
  const [idempotencyKey, setKey] = useState(newKey)
  const save = useMutation({
    mutationFn: (body: StoreInput) =>
      store ? call('PUT /console/merchants/{merchantId}/stores/{storeId}', { params: { merchantId, storeId: store.storeId }, body, idempotencyKey }) : call('POST /console/merchants/{merchantId}/stores', { params: { merchantId }, body, idempotencyKey }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['merchant', merchantId] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readStore(typed)
    setIssues('issues' in read ? read.issues : [])
    if ('store' in read) save.mutate(read.store)
  }
  const told = save.isError ? tellFailure(save.error) : issues
  return (
    <Drawer title={store ? '修改门店' : '添加门店'} size={560} open onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        <StoreFields
          id="store"
          typed={typed}
          others={others}
          onChange={(change) => {
            setTyped((before) => ({ ...before, ...change }))
            setIssues([])
            setKey(newKey())
          }}
        />
        {told.length > 0 && <Alert role="alert" type="error" title={`没有保存：${told.join('；')}`} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      </form>
    </Drawer>
  )
}
