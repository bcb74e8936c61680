import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState, useSyncExternalStore } from 'react'
import { Link, useParams } from 'react-router'
import { pages } from '../../access'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { kindTitles, recordColumns, recordMore } from './columns'
import { subjectQuery } from './queries'
import { type Reason, reasonGiven, reasonIssues } from './reason'
import { ReasonFields } from './reason-fields'

const trail = <Link to={pages.subjects.path}>{pages.subjects.title}</Link>

/** The file of one subject as this role may see it. Whoever comes by an address alone says first what for. */
export function SubjectDetail() {
  const { subjectId = '' } = useParams()
  const reason = useSyncExternalStore(reasonGiven.subscribe, reasonGiven.get)
  return reason === undefined ? <AskReason /> : <Found key={subjectId} subjectId={subjectId} reason={reason} />
}

function AskReason() {
  const [reason, setReason] = useState<Reason>({ purpose: '', basis: '' })
  const [shown, setShown] = useState(false)
  const issues = reasonIssues(reason)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShown(true)
    if (Object.keys(issues).length === 0) reasonGiven.set(reason)
  }
  return (
    <Page key="reason" title="查看信用档案" trail={trail} note="查看前请写明目的和依据，对方会在“谁查过我”里看到。">
      <form className="card drawer-form" onSubmit={submit} noValidate>
        <ReasonFields reason={reason} issues={shown ? issues : {}} onChange={setReason} />
        <div>
          <Button type="primary" htmlType="submit">
            查看
          </Button>
        </div>
      </form>
    </Page>
  )
}

function Found({ subjectId, reason }: { subjectId: string; reason: Reason }) {
  const found = useQuery(subjectQuery(subjectId, reason))
  if (found.data === undefined)
    return (
      <Page key="loading" title="信用档案" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={6} height={56} />}
      </Page>
    )
  const { kind, name, identifier, textsShown, records } = found.data
  return (
    <Page
      title={name}
      trail={trail}
      note={
        <>
          {kindTitles[kind]} · <span className="mono">{identifier}</span>
          {kind === 'person' && ' · 姓名和证件号码已遮盖'}
        </>
      }
    >
      <Section
        title="这次查询"
        aside={
          <Button type="text" onClick={() => reasonGiven.set(undefined)}>
            换一个目的
          </Button>
        }
      >
        <p>已记入对方的“谁查过我”。目的：{reason.purpose}；依据：{reason.basis}。</p>
        <p className="quiet">
          {textsShown ? '专项信息只在对方授权期间列出。' : '您的角色看不到记录里的文字内容；专项信息只在对方授权期间列出。'}
          {kind === 'person' && '个人信用分不对工作人员开放。'}
        </p>
      </Section>
      <Section title={`记录（${records.length}）`}>
        {records.length === 0 ? <Empty title="没有可以查看的记录" /> : <Rows label="记录" rows={records} columns={recordColumns} rowKey={(record) => record.recordId} expand={recordMore} />}
      </Section>
    </Page>
  )
}
