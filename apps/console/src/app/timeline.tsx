import { instant } from '../lib/format'

interface Entry {
  at: string
  title: string
  by: string
  note?: string | null
}

/** What happened, at the right of a detail. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  if (entries.length === 0) return null
  return (
    <aside className="happenings" aria-label="经过">
      <h2>经过</h2>
      <ol>
        {entries.map((entry, i) => (
          <li key={`${entry.at} ${i}`}>
            <strong>{entry.title}</strong>
            {entry.note ? <p>{entry.note}</p> : null}
            <p className="quiet">
              {instant(entry.at)} · {entry.by}
            </p>
          </li>
        ))}
      </ol>
    </aside>
  )
}
