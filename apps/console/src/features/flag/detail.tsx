import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { FlagMark, flagKinds, outcomes, rowColumns } from './columns'
import { closeFlag, type Closure, type Flag, flagQuery } from './queries'

/** One flag, the redemptions behind it, and what came of a look at it. */
export function FlagDetail() {
  const { flagId = '' } = useParams()
  const found = useQuery(flagQuery(flagId))
  const mayClose = mayDo(useStaff().roles, 'close-flag')
  const trail = <Link to={pages.flags.path}>{pages.flags.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="预警" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} height={64} />}
      </Page>
    )
  const { flag, rows } = found.data
  return (
    <Page
      title={flagKinds[flag.kind].title}
      trail={trail}
      note={
        <>
          <FlagMark flag={flag} /> {flagKinds[flag.kind].says} · <Link to={`${pages.merchants.path}/${flag.merchantId}`}>{flag.merchantName}</Link> {flag.storeName} · 最多 {flag.count} 次，城市上限 {flag.allowed} 次
        </>
      }
    >
      <Section title="有关的核销">
        <Rows label="有关的核销" rows={rows} columns={rowColumns} rowKey={(row) => row.redemptionId} />
      </Section>
      {flag.status === 'closed' ? (
        <Section title="核查结果">
          <p className="prose">
            {flag.outcome === null ? '' : `${outcomes[flag.outcome]}：`}
            {flag.note}
            {flag.closedAt !== null && <span className="quiet">（{instant(flag.closedAt)}）</span>}
          </p>
        </Section>
      ) : (
        mayClose && <CloseForm flag={flag} />
      )}
    </Page>
  )
}

function CloseForm({ flag }: { flag: Flag }) {
  const [outcome, setOutcome] = useState<Closure['outcome']>('explained')
  const [note, setNote] = useState('')
  const queries = useQueryClient()
  const send = useMutation({ mutationFn: () => closeFlag(flag.flagId, { outcome, note }), onSuccess: () => queries.invalidateQueries({ queryKey: ['flags'] }) })
  return (
    <Section title="核查">
      <form
        className="answer-form"
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <Radio.Group aria-label="核查结果" value={outcome} options={Object.entries(outcomes).map(([value, label]) => ({ value, label }))} onChange={(event) => setOutcome(event.target.value as Closure['outcome'])} />
        <label className="field-row">
          <span>核查情况</span>
          <Input.TextArea aria-label="核查情况" value={note} rows={3} maxLength={500} placeholder="写明问了谁、看到什么；确有套取的，另在商户页暂停合作" onChange={(event) => setNote(event.target.value)} />
        </label>
        {send.isError && <p role="alert">没有提交：{sentenceOf(send.error).detail ?? sentenceOf(send.error).title}</p>}
        <Button type="primary" htmlType="submit" disabled={note.trim().length < 2} loading={send.isPending}>
          提交
        </Button>
      </form>
    </Section>
  )
}
