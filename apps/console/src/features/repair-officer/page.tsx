import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, AutoComplete, Button, Checkbox, Input, Popconfirm } from 'antd'
import { type FormEvent, useState } from 'react'
import { mayDo, pages } from '../../access'
import { type Column, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { sentenceOf } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { type Officer, officersQuery, officesQuery, placeOfficer } from './queries'

const columns: readonly Column<Officer>[] = [
  { title: '部门', value: (o) => o.office, minWidth: 200 },
  { title: '姓名', value: (o) => o.displayName, width: 140 },
  { title: '用户名', value: (o) => o.username, cell: (o) => <span className="mono">{o.username}</span>, width: 160 },
  { title: '职责', value: (o) => (o.lead ? '负责人' : '经办'), cell: (o) => (o.lead ? <Mark tone="good">负责人</Mark> : '经办'), width: 110 },
]

/** Takes an officer out of their office: from then on they see what the credit office sees. */
function TakeOut({ officer }: { officer: Officer }) {
  const client = useQueryClient()
  const out = useMutation({ mutationFn: () => placeOfficer({ ...officer, office: '', lead: false }, newKey()), onSuccess: () => client.invalidateQueries({ queryKey: ['repair-officers'] }) })
  return (
    <>
      <Popconfirm title="移出后按信用办人员办理，能看到全市的修复申请" okText="移出" cancelText="先不" onConfirm={() => out.mutate()}>
        <Button type="link" loading={out.isPending} aria-label={`移出 ${officer.displayName}`}>
          移出
        </Button>
      </Popconfirm>
      {out.isError && <span role="alert">{sentenceOf(out.error).title}</span>}
    </>
  )
}

const takeOut: Column<Officer> = { title: '操作', value: () => '', cell: (officer) => <TakeOut officer={officer} />, width: 110 }

const EMPTY = { username: '', office: '', lead: false }

function Place() {
  const client = useQueryClient()
  const offices = useQuery(officesQuery)
  const [typed, setTyped] = useState(EMPTY)
  const [issue, setIssue] = useState<string>()
  const [attempt, setAttempt] = useState(newKey)
  const send = useMutation({
    mutationFn: () => placeOfficer({ ...typed, username: typed.username.trim(), office: typed.office.trim() }, attempt),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['repair-officers'] })
      setTyped(EMPTY)
    },
    onSettled: () => setAttempt(newKey()),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.username.trim() === '' || typed.office.trim() === '') return setIssue('请填写用户名和部门')
    setIssue(undefined)
    send.mutate()
  }
  return (
    <Section title="分到部门">
      <form className="drawer-form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="officer-username">审核员的用户名</label>
          <Input id="officer-username" value={typed.username} maxLength={40} autoComplete="off" onChange={(event) => setTyped({ ...typed, username: event.target.value })} />
        </div>
        <div className="field">
          <label htmlFor="officer-office">部门</label>
          <AutoComplete id="officer-office" value={typed.office} options={(offices.data ?? []).filter((o) => o.includes(typed.office)).map((value) => ({ value }))} onChange={(office: string) => setTyped({ ...typed, office })} />
          <p className="hint">名称要与记录的来源单位一致，才能看到该单位认定的申请。</p>
        </div>
        <Checkbox checked={typed.lead} onChange={(event) => setTyped({ ...typed, lead: event.target.checked })}>
          部门负责人：时限超期时收到通知
        </Checkbox>
        {issue !== undefined && <p className="issue">{issue}</p>}
        {send.isError && <Alert role="alert" type="error" title={sentenceOf(send.error).detail ?? sentenceOf(send.error).title} />}
        <div>
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            分到部门
          </Button>
        </div>
      </form>
    </Section>
  )
}

/** 部门人员: which office an officer decides and gives opinions for. */
export function RepairOfficers() {
  const mayPlace = mayDo(useStaff().roles, 'place-officer')
  const found = useQuery(officersQuery)
  if (found.data === undefined) return <Page title={pages.repairOfficers.title}>{found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={4} />}</Page>
  const { items } = found.data
  return (
    <Page title={pages.repairOfficers.title} note="分到部门的审核员，只看到本部门认定和被征求意见的修复申请；没有分到部门的，是信用办人员，看到全部。">
      {items.length === 0 ? <Empty title="还没有人分到部门" /> : <Rows label={pages.repairOfficers.title} rows={items} columns={mayPlace ? [...columns, takeOut] : columns} rowKey={(o) => o.username} />}
      {mayPlace && <Place />}
    </Page>
  )
}
