import { Link } from 'react-router'
import { count } from '../lib/format'

export interface Figure {
  title: string
  value: number
  unit: string
  /** Where the rows behind the number are; absent when this role may not see them or when they are persons, whose rows no list shows. */
  to?: string | undefined
  note?: string
}

/** One number; where there are rows behind it, it opens them. */
export function FigureCell({ figure: { title, value, unit, to, note } }: { figure: Figure }) {
  const body = (
    <>
      <span className="figure-title">{title}</span>
      <span className="figure-value">
        {count(value)}
        <small>{unit}</small>
      </span>
      {note !== undefined && <span className="quiet">{note}</span>}
    </>
  )
  return to === undefined ? (
    <div className="figure">{body}</div>
  ) : (
    <Link className="figure" to={to}>
      {body}
    </Link>
  )
}
