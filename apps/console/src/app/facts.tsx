import type { ReactNode } from 'react'

export type Fact = readonly [term: string, value: ReactNode]

/** Terms and what they are, side by side; sentences below each other. */
export const Facts = ({ rows, tall = false }: { rows: readonly Fact[]; tall?: boolean }) => (
  <dl className={tall ? 'facts-tall' : 'facts'}>
    {rows.map(([term, value]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
