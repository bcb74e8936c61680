import type { ReactNode } from 'react'

export type Fact = readonly [term: string, value: ReactNode]

/** Terms and what they are, side by side. */
export const Facts = ({ rows }: { rows: readonly Fact[] }) => (
  <dl className="facts">
    {rows.map(([term, value]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
