import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { type Column, Rows } from '../../app/list-view'
import { Mark } from '../../app/states'
import { count, day } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { readDays } from './days'
import { type Diff, loadYear, type Moved, previewYear, type WorkingYearBody } from './queries'

type Name = 'year' | 'source' | 'off' | 'working'
type Issues = Partial<Record<Name, string>>

/** What was typed, ready to be asked about, or what is wrong with each field. */
export function readYear(typed: Readonly<Record<Name, string>>): { body: WorkingYearBody } | { issues: Issues } {
  const year = Number(typed.year)
  const isYear = /^20\d\d$/.test(typed.year)
  const [off, working] = [readDays(typed.off, year), readDays(typed.working, year)]
  const source = typed.source.trim()
  const issues: Issues = {
    ...(isYear ? {} : { year: '请填写年份，如 2027' }),
    ...(source.length < 4 ? { source: '请写明通知的名称和文号' } : {}),
    ...(!isYear ? {} : 'problem' in off ? { off: off.problem } : off.days.length === 0 ? { off: '请填写放假的日期' } : {}),
    ...(isYear && 'problem' in working ? { working: working.problem } : {}),
  }
  return 'days' in off && 'days' in working && Object.keys(issues).length === 0 ? { body: { year, source, off: off.days, working: working.days } } : { issues }
}

const dueWords = (on: string | null, isProvisional: boolean) => (on === null ? '暂停中' : `${day(on)}${isProvisional ? '（暂估）' : ''}`)

const movedColumns: readonly Column<Moved>[] = [
  { title: '类别', value: (m) => m.kindTitle, width: 110 },
  { title: '时限', value: (m) => m.title, minWidth: 180 },
  { title: '原来', value: (m) => dueWords(m.from, m.wasProvisional), width: 180 },
  { title: '载入后', value: (m) => dueWords(m.to, m.isProvisional), cell: (m) => <>{dueWords(m.to, m.isProvisional)} {m.from === m.to ? <Mark tone="good">日期不变</Mark> : <Mark tone="wait">有变化</Mark>}</>, width: 240 },
]

/** Every deadline a year moves, before anybody confirms it. */
function Difference({ diff }: { diff: Diff }) {
  const list = (days: readonly string[]) => (days.length === 0 ? '没有' : days.map((one) => day(one)).join('、'))
  return (
    <>
      <dl className="facts">
        {([['改为放假', list(diff.added)], ['改为上班', list(diff.removed)], ['看过的时限', `${count(diff.looked)} 个`], ['会变的时限', `${count(diff.moved.length)} 个`]] as const).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {diff.moved.length > 0 && <Rows label="会变的时限" rows={diff.moved} columns={movedColumns} rowKey={(m) => `${m.kind} ${m.id}`} />}
    </>
  )
}

const EMPTY = { year: '', source: '', off: '', working: '' }

/** Types a year's notice, shows what it would change, and loads it only then. */
export function LoadYear({ open, onClose }: { open: boolean; onClose: () => void }) {
  const queries = useQueryClient()
  const [typed, setTyped] = useState(EMPTY)
  const [issues, setIssues] = useState<Issues>({})
  const [asked, setAsked] = useState<WorkingYearBody>()
  const [attempt, setAttempt] = useState(newKey)
  const preview = useMutation({ mutationFn: previewYear })
  const load = useMutation({
    mutationFn: (body: WorkingYearBody) => loadYear(body, attempt),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['working-years'] })
      setTyped(EMPTY)
      setAsked(undefined)
      setAttempt(newKey())
      onClose()
    },
  })
  // What was previewed is what is loaded: another word typed, and it has to be looked at again.
  const change = (name: Name, value: string) => {
    setTyped((before) => ({ ...before, [name]: value }))
    setIssues(({ [name]: _gone, ...rest }) => rest)
    setAsked(undefined)
    setAttempt(newKey())
    preview.reset()
    load.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readYear(typed)
    if ('issues' in read) return setIssues(read.issues)
    setAsked(read.body)
    preview.mutate(read.body)
  }
  const shared = (name: Name) => ({ id: `year-${name}`, value: typed[name], status: issues[name] === undefined ? ('' as const) : ('error' as const), 'aria-invalid': issues[name] !== undefined, 'aria-describedby': issues[name] === undefined ? undefined : `year-${name}-issue` })
  const issue = (name: Name) =>
    issues[name] === undefined ? null : (
      <p className="issue" id={`year-${name}-issue`}>
        {issues[name]}
      </p>
    )
  const failed = preview.error ?? load.error
  return (
    <Drawer title="载入一年的放假安排" size={760} open={open} onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        <div className="field">
          <label htmlFor="year-year">年份</label>
          <Input {...shared('year')} inputMode="numeric" maxLength={4} placeholder="2027" onChange={(event) => change('year', event.target.value)} />
          {issue('year')}
        </div>
        <div className="field">
          <label htmlFor="year-source">通知</label>
          <Input {...shared('source')} maxLength={200} placeholder="国务院办公厅关于2027年部分节假日安排的通知" onChange={(event) => change('source', event.target.value)} />
          {issue('source')}
        </div>
        <div className="field">
          <label htmlFor="year-off">放假的日期</label>
          <Input.TextArea {...shared('off')} rows={6} maxLength={2000} placeholder={'1月1日至3日\n2月5日至11日'} onChange={(event) => change('off', event.target.value)} />
          {issue('off')}
          <p className="hint">一行一段，只写日期；周末也在内。</p>
        </div>
        <div className="field">
          <label htmlFor="year-working">调休上班的日期</label>
          <Input.TextArea {...shared('working')} rows={3} maxLength={1000} placeholder="1月4日、2月14日" onChange={(event) => change('working', event.target.value)} />
          {issue('working')}
        </div>
        {failed !== null && <Alert role="alert" type="error" title={sentenceOf(failed).detail ?? sentenceOf(failed).title} />}
        {asked === undefined || preview.data === undefined ? (
          <Button type="primary" htmlType="submit" loading={preview.isPending}>
            看会改变什么
          </Button>
        ) : (
          <>
            <Difference diff={preview.data} />
            <Button type="primary" loading={load.isPending} onClick={() => load.mutate(asked)}>
              {`确认载入 ${asked.year} 年`}
            </Button>
          </>
        )}
      </form>
    </Drawer>
  )
}
