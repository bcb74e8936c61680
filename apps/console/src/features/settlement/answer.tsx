import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Section } from '../../app/page'
import { day, yuan } from '../../lib/format'
import { call } from '../../lib/request'
import { useAct } from './act'
import { kindTitles } from './columns'
import type { Detail, Entry } from './queries'

const lineTitle = (entry: Entry): string => `${day(entry.day)} ${kindTitles[entry.kind]} ${entry.receiptNo ?? ''} ${yuan(entry.amountFen)}`

/** Disputes as they would be sent: each line chosen, with its reason. `null` while a reason is too short. */
export function disputedLines(reasons: Readonly<Record<string, string>>): { entryId: string; reason: string }[] | null {
  const lines = Object.entries(reasons).map(([entryId, reason]) => ({ entryId, reason: reason.trim() }))
  return lines.length > 0 && lines.every(({ reason }) => reason.length >= 5) ? lines : null
}

/** The merchant's turn: confirm the whole statement, or name the lines that are wrong and why. */
export function AnswerStatement({ statement }: { statement: Detail }) {
  const [reasons, setReasons] = useState<Record<string, string>>({})
  const params = { statementId: statement.statementId }
  const lines = disputedLines(reasons)
  const confirm = useAct(statement.statementId, () => call('POST /console/settlements/{statementId}/confirmation', { params }))
  const dispute = useAct(statement.statementId, () => call('POST /console/settlements/{statementId}/dispute', { params, body: { lines: lines ?? [] } }))
  const chosen = Object.keys(reasons)
  const problem = confirm.problem ?? dispute.problem
  return (
    <Section title="核对">
      <div className="answer-form">
        <p>逐笔核对无误后确认；有误的，选出那几笔并写明理由，其余视为无误。</p>
        <label className="field-row">
          <span>有异议的明细</span>
          <Select
            mode="multiple"
            aria-label="有异议的明细"
            value={chosen}
            options={statement.entries.map((entry) => ({ value: entry.entryId, label: lineTitle(entry) }))}
            optionFilterProp="label"
            placeholder="没有异议可不选"
            onChange={(ids) => setReasons((before) => Object.fromEntries(ids.map((id) => [id, before[id] ?? ''])))}
          />
        </label>
        {statement.entries
          .filter((entry) => entry.entryId in reasons)
          .map((entry) => (
            <label key={entry.entryId} className="field-row">
              <span>{lineTitle(entry)}</span>
              <Input.TextArea aria-label={`${lineTitle(entry)}的理由`} rows={2} maxLength={500} placeholder="写明理由，至少 5 个字" value={reasons[entry.entryId] ?? ''} onChange={(event) => setReasons((before) => ({ ...before, [entry.entryId]: event.target.value }))} />
            </label>
          ))}
        {problem !== undefined && <p role="alert">{problem}</p>}
        {chosen.length === 0 ? (
          <Button type="primary" loading={confirm.isPending} onClick={confirm.run}>
            确认 {yuan(statement.totalFen)}
          </Button>
        ) : (
          <Button type="primary" loading={dispute.isPending} disabled={lines === null} onClick={dispute.run}>
            提交 {chosen.length} 笔异议
          </Button>
        )}
      </div>
    </Section>
  )
}
