import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { pages } from '../../access'
import { Rows } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { hitColumns } from './columns'
import { searchSubjects } from './queries'
import { reasonGiven, reasonIssues } from './reason'
import { ReasonFields } from './reason-fields'

/** 查询主体: first what for, then whom. What was typed stands in no address and in no history. */
export function SubjectSearch() {
  const mayByNumber = useStaff().roles.includes('reviewer')
  const [reason, setReason] = useState(reasonGiven.get() ?? { purpose: '', basis: '' })
  const [text, setText] = useState('')
  const [shown, setShown] = useState(false)
  const find = useMutation({ mutationFn: () => searchSubjects({ ...reason, text: text.trim() }), onSuccess: () => reasonGiven.set(reason) })
  const issues = { ...reasonIssues(reason), ...(text.trim() === '' ? { text: mayByNumber ? '请填写企业名称、信用代码或身份证号码' : '请填写企业名称或信用代码' } : {}) }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShown(true)
    if (Object.keys(issues).length === 0) find.mutate()
  }
  return (
    <Page title={pages.subjects.title} note="每次查询都记在对方的“谁查过我”里：目的、依据和看到的内容。">
      <form className="card drawer-form" role="search" onSubmit={submit} noValidate>
        <ReasonFields reason={reason} issues={shown ? issues : {}} onChange={setReason} />
        <div className="field">
          <label htmlFor="text">查谁</label>
          <div className="with-button">
            <Input id="text" value={text} autoComplete="off" spellCheck={false} maxLength={100} status={shown && issues.text !== undefined ? 'error' : ''} onChange={(event) => setText(event.target.value)} />
            <Button type="primary" htmlType="submit" loading={find.isPending}>
              查询
            </Button>
          </div>
          {shown && issues.text !== undefined && <p className="issue">{issues.text}</p>}
          <p className="hint">{mayByNumber ? '企业：名称里的两个字以上，或统一社会信用代码。个人：完整的身份证号码；姓名不能查。' : '企业名称里的两个字以上，或统一社会信用代码。个人只有审核员可以查。'}</p>
        </div>
      </form>
      <div aria-live="polite">
        {find.isError && <Failure error={find.error} />}
        {find.data?.items.length === 0 && <Empty title="没有找到">请核对名称或号码；本市没有档案的主体查不到。</Empty>}
        {find.data !== undefined && find.data.items.length > 0 && (
          <>
            <Rows label="查询结果" rows={find.data.items} columns={hitColumns} rowKey={(hit) => hit.subjectId} to={(hit) => `/subjects/${hit.subjectId}`} />
            <p className="list-foot">{find.data.more ? `只列出前 ${find.data.items.length} 个，请把名称写得更完整` : `共 ${find.data.items.length} 个`}</p>
          </>
        )}
      </div>
    </Page>
  )
}
