import type { ReactNode } from 'react'
import { Section } from './page'

/** What somebody wrote, as they wrote it; nothing while there is nothing. */
export const Words = ({ title, children }: { title: string; children: ReactNode }) =>
  children === null || children === '' ? null : (
    <Section title={title}>
      <p className="prose">{children}</p>
    </Section>
  )
