import { AutoComplete, Input } from 'antd'
import { PURPOSES, type Reason } from './reason'

interface ReasonFieldsProps {
  reason: Reason
  issues: { purpose?: string; basis?: string }
  onChange: (reason: Reason) => void
}

/** 查询目的 and 查询依据, side by side: what the subject will read under “谁查过我”. */
export function ReasonFields({ reason, issues, onChange }: ReasonFieldsProps) {
  return (
    <div className="field-pair">
      <div className="field">
        <label htmlFor="purpose">查询目的</label>
        <AutoComplete
          id="purpose"
          value={reason.purpose}
          status={issues.purpose === undefined ? '' : 'error'}
          maxLength={60}
          placeholder="选一项或自己写"
          options={PURPOSES.map((value) => ({ value }))}
          showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
          onChange={(purpose: string | undefined) => onChange({ ...reason, purpose: purpose ?? '' })}
        />
        {issues.purpose !== undefined && <p className="issue">{issues.purpose}</p>}
      </div>
      <div className="field">
        <label htmlFor="basis">查询依据</label>
        <Input id="basis" value={reason.basis} status={issues.basis === undefined ? '' : 'error'} maxLength={120} placeholder="条款或文书，如 异议受理单、协查函的编号" onChange={(event) => onChange({ ...reason, basis: event.target.value })} />
        {issues.basis !== undefined && <p className="issue">{issues.basis}</p>}
      </div>
    </div>
  )
}
