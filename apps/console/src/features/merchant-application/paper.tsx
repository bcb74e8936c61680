import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Api } from '@xinhui/contract'
import { Alert, Button, Drawer, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { tellFailure } from '../../lib/problem'
import { call, newKey } from '../../lib/request'
import { StoreFields } from '../merchant/store-fields'
import { EMPTY_STORE, placeOf, readStore, typedStore, type TypedStore } from '../merchant/store-form'
import type { ApplicationCase } from './queries'

type Form = Api['POST /console/merchant-applications']['body']
const TEXTS = [
  { name: 'uscc', label: '统一社会信用代码', max: 24 },
  { name: 'name', label: '商户名称（招牌）', max: 60 },
  { name: 'industry', label: '行业', max: 30 },
  { name: 'contactName', label: '联系人', max: 30 },
  { name: 'contactPhone', label: '联系电话', max: 20 },
] as const
type Texts = Record<(typeof TEXTS)[number]['name'], string>

const EMPTY: Texts = { uscc: '', name: '', industry: '', contactName: '', contactPhone: '' }

/** What was handed in on paper 纸质申请, typed by an officer; another officer decides it. With `found`, their own draft is changed. */
export function PaperForm({ found, onClose }: { found?: ApplicationCase; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [texts, setTexts] = useState<Texts>(() => (found?.mine ? { uscc: found.uscc, name: found.name, industry: found.industry, ...found.mine } : EMPTY))
  const [stores, setStores] = useState<readonly TypedStore[]>(() => (found && found.stores.length > 0 ? found.stores.map(typedStore) : [EMPTY_STORE]))
  const [issues, setIssues] = useState<readonly string[]>([])
  const [idempotencyKey, setKey] = useState(newKey)
  const save = useMutation({
    mutationFn: (body: Form) => call('POST /console/merchant-applications', { body, idempotencyKey }),
    onSuccess: async ({ applicationId }) => {
      await Promise.all([client.invalidateQueries({ queryKey: ['merchant-applications'] }), client.invalidateQueries({ queryKey: ['merchant-application', applicationId] })])
      onClose()
      void navigate(`/merchant-applications/${applicationId}`)
    },
  })
  const touched = () => {
    setIssues([])
    setKey(newKey())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = stores.map(readStore)
    const missing = read.flatMap((one, i) => ('issues' in one ? one.issues.map((issue) => (stores.length === 1 ? issue : `门店 ${i + 1}：${issue}`)) : []))
    setIssues(missing)
    if (missing.length === 0) save.mutate({ ...texts, stores: read.flatMap((one) => ('store' in one ? [one.store] : [])) })
  }
  const told = save.isError ? tellFailure(save.error) : issues
  return (
    <Drawer title={found ? '修改纸质申请' : '录入纸质申请'} size={640} open onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        <p className="quiet">照纸质材料录入。保存后上传营业执照、确认协议并提交；您录入的申请由另一位审核员审核。</p>
        {TEXTS.map(({ name, label, max }) => (
          <div className="field" key={name}>
            <label htmlFor={`paper-${name}`}>{label}</label>
            <Input
              id={`paper-${name}`}
              value={texts[name]}
              maxLength={max}
              disabled={name === 'uscc' && found !== undefined}
              onChange={(event) => {
                touched()
                setTexts((before) => ({ ...before, [name]: event.target.value }))
              }}
            />
          </div>
        ))}
        {stores.map((store, at) => (
          <fieldset className="field-group" key={at}>
            <legend>门店 {at + 1}</legend>
            <StoreFields
              id={`paper-store-${at}`}
              typed={store}
              others={stores.flatMap((other, i) => {
                const place = i === at ? undefined : placeOf(other)
                return place ? [{ name: other.name, ...place }] : []
              })}
              onChange={(change) => {
                touched()
                setStores((before) => before.map((one, i) => (i === at ? { ...one, ...change } : one)))
              }}
            />
            {stores.length > 1 && (
              <Button
                onClick={() => {
                  touched()
                  setStores((before) => before.filter((_, i) => i !== at))
                }}
              >
                去掉门店 {at + 1}
              </Button>
            )}
          </fieldset>
        ))}
        <Button disabled={stores.length >= 50} onClick={() => setStores((before) => [...before, EMPTY_STORE])}>
          再加一家门店
        </Button>
        {told.length > 0 && <Alert role="alert" type="error" title={`没有保存：${told[0] ?? ''}`} description={told.length > 1 ? <ul>{told.slice(1).map((one) => <li key={one}>{one}</li>)}</ul> : undefined} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      </form>
    </Drawer>
  )
}
