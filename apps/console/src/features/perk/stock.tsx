import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { FileButton } from '../../app/file-button'
import { Section } from '../../app/page'
import { count, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { loadCodes, type PerkDetail, refillPerk } from './queries'

/** How many are left, what was warned of, and how to fill up: by a number, or by the partner's codes. */
export function Stock({ perk, mayFill }: { perk: PerkDetail; mayFill: boolean }) {
  const left = Math.max(0, perk.quotaTotal - perk.quotaUsed)
  return (
    <Section title="库存">
      <dl className="facts">
        {[
          ['剩余', count(left)],
          ['已领', count(perk.quotaUsed)],
          ['已核销', count(perk.redeemed)],
          [perk.codes === null ? '总量' : '兑换码', count(perk.codes?.total ?? perk.quotaTotal)],
        ].map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {perk.alerts[0] && (
        <p className="act-text">
          {perk.alerts[0].percent === 0 ? '已领完，自动暂停领取' : `剩余不足 ${perk.alerts[0].percent}%`}（{instant(perk.alerts[0].at)} 提醒）
        </p>
      )}
      {mayFill && (perk.codes === null ? <Refill perkId={perk.perkId} /> : <Codes perkId={perk.perkId} />)}
    </Section>
  )
}

function Refill({ perkId }: { perkId: string }) {
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const fill = useMutation({
    mutationFn: () => refillPerk(perkId, Number(typed)),
    onSuccess: () => {
      setTyped('')
      return client.invalidateQueries({ queryKey: ['perks'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    fill.mutate()
  }
  return (
    <form className="inline-form" onSubmit={submit}>
      <label htmlFor="refill">补充名额</label>
      <Input id="refill" inputMode="numeric" maxLength={7} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Button htmlType="submit" loading={fill.isPending} disabled={!/^[1-9]\d*$/.test(typed.trim())}>
        补充
      </Button>
      {fill.isError && (
        <span className="act-text" role="alert">
          {sentenceOf(fill.error).detail ?? sentenceOf(fill.error).title}
        </span>
      )}
    </form>
  )
}

function Codes({ perkId }: { perkId: string }) {
  const client = useQueryClient()
  const load = useMutation({ mutationFn: (file: File) => loadCodes(perkId, file), onSuccess: () => client.invalidateQueries({ queryKey: ['perks'] }) })
  return (
    <div className="inline-form">
      <FileButton accept=".csv,.txt" label="选择兑换码文件" loading={load.isPending} onFile={load.mutate}>
        上传兑换码
      </FileButton>
      <span className="quiet">CSV，每行一个码；加密保存，每个码只发给一个人。</span>
      <span role="status">{load.data && `新增 ${count(load.data.added)} 个${load.data.known > 0 ? `，${count(load.data.known)} 个已有` : ''}`}</span>
      {load.isError && (
        <span className="act-text" role="alert">
          没有上传：{sentenceOf(load.error).detail ?? sentenceOf(load.error).title}
        </span>
      )}
    </div>
  )
}
