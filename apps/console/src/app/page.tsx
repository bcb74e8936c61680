import { type ReactNode, useEffect, useRef } from 'react'
import { useTitle } from './use-title'

interface PageProps {
  title: string
  /** Above the title: where this page hangs. */
  trail?: ReactNode
  /** Right of the title: at most one primary action. */
  actions?: ReactNode
  note?: ReactNode
  children: ReactNode
}

/** Title, actions and body of every page. The title takes the focus when the page opens, so that a screen reader starts there. */
export function Page({ title, trail, actions, note, children }: PageProps) {
  useTitle(title)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <div className="page">
      {trail !== undefined && <nav className="trail" aria-label="位置">{trail}</nav>}
      <header className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {note !== undefined && <p className="page-note">{note}</p>}
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <header className="card-head">
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}
