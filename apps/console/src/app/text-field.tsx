import { Input } from 'antd'

/** A labelled line of text. */
export function TextField({ id, label, value, onChange, type = 'text', max, hint, rows }: { id: string; label: string; value: string; onChange: (value: string) => void; type?: 'text' | 'date' | 'time'; max?: number; hint?: string; rows?: number }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? <Input id={id} type={type} value={value} maxLength={max} onChange={(event) => onChange(event.target.value)} /> : <Input.TextArea id={id} rows={rows} value={value} maxLength={max} onChange={(event) => onChange(event.target.value)} />}
      {hint !== undefined && <p className="hint">{hint}</p>}
    </div>
  )
}
