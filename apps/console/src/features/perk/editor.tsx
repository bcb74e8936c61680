import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Drawer, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useStaff } from '../../app/use-session'
import { today } from '../../lib/format'
import { tellFailure } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { merchantQuery } from '../merchant/queries'
import { emptyPerk, readPerk, type TypedPerk, typedPerk } from './draft'
import { Basics, Limits, Tiers, When } from './editor-fields'
import { draftPerk, editPerk, merchantChoices, type PerkDetail } from './queries'

/** Drafts a perk, or edits one: every save is a new version. */
export function PerkEditor({ perk, open, onClose }: { perk?: PerkDetail; open: boolean; onClose: () => void }) {
  const staff = useStaff()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState<TypedPerk>(() => (perk ? typedPerk(perk.draft) : emptyPerk(today())))
  const [merchantId, setMerchantId] = useState(perk?.merchantId ?? staff.merchantId ?? '')
  const [issues, setIssues] = useState<readonly string[]>([])
  const [attempt, setAttempt] = useState(newKey)
  const stores = useQuery({ ...merchantQuery(merchantId), enabled: merchantId !== '' && open })
  const save = useMutation({
    mutationFn: (draft: Parameters<typeof draftPerk>[1]) => (perk ? editPerk(perk.perkId, perk.version, draft, attempt) : draftPerk(merchantId, draft, attempt)),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['perks'] })
      onClose()
      void navigate(`/perks/${saved.perkId}`)
    },
  })
  const change = (over: Partial<TypedPerk>) => {
    setTyped((before) => ({ ...before, ...over }))
    setIssues([])
    setAttempt(newKey())
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readPerk(typed)
    const missing = merchantId === '' ? ['请选择商户'] : []
    if ('draft' in read && missing.length === 0) save.mutate(read.draft)
    else setIssues([...missing, ...('issues' in read ? read.issues : [])])
  }
  const told = save.isError ? tellFailure(save.error) : issues
  const isRunning = perk !== undefined && perk.status !== 'draft' && perk.status !== 'tested'
  return (
    <Drawer title={perk ? '修改权益' : '起草权益'} size={680} open={open} onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        {isRunning && (
          <Alert type="info" title={staff.merchantId === null ? '保存后立即按新内容发放；已领的券仍按原来的内容使用。' : '保存后暂停领取，经测试和发布后恢复；已领的券仍按原来的内容使用。'} />
        )}
        {!perk && staff.merchantId === null && <MerchantField value={merchantId} onChange={setMerchantId} />}
        <Basics typed={typed} change={change} />
        <Tiers typed={typed} change={change} />
        <div className="field">
          <span className="field-title">适用门店</span>
          <Checkbox.Group aria-label="适用门店" value={typed.stores} options={stores.data?.stores.map((s) => ({ value: s.storeId, label: s.name })) ?? []} onChange={(value) => change({ stores: value })} />
          <p className="hint">不选即全部门店。</p>
        </div>
        <When typed={typed} change={change} />
        <Limits typed={typed} change={change} mayFund={staff.merchantId === null} />
        {told.length > 0 && <Alert role="alert" type="error" title={`没有保存：${told[0] ?? ''}`} description={told.length > 1 ? <ul>{told.slice(1).map((one) => <li key={one}>{one}</li>)}</ul> : undefined} />}
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {perk ? '保存为新版本' : '保存草稿'}
        </Button>
      </form>
    </Drawer>
  )
}

function MerchantField({ value, onChange }: { value: string; onChange: (merchantId: string) => void }) {
  const [search, setSearch] = useState('')
  const found = useQuery(merchantChoices(search))
  return (
    <div className="field">
      <label htmlFor="perk-merchant">商户</label>
      <Select
        id="perk-merchant"
        aria-label="商户"
        showSearch={{ filterOption: false, onSearch: setSearch }}
        placeholder="输入名称查找"
        value={value === '' ? undefined : value}
        loading={found.isFetching}
        options={found.data?.items.map((m) => ({ value: m.merchantId, label: m.name })) ?? []}
        onChange={onChange}
      />
    </div>
  )
}
