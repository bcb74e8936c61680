import type { CommitmentFound } from './queries'

const SAID: Readonly<Record<CommitmentFound['loop'][number]['state'], string>> = { done: '已完成', now: '现在在这里', ahead: '还没到', none: '不涉及', failed: '没有做到' }

/** 承诺—践诺—核查—公示—惩戒—修复 in one line, with where this one stands. */
export function Loop({ loop }: { loop: CommitmentFound['loop'] }) {
  return (
    <ol className="loop" aria-label="承诺闭环">
      {loop.map(({ step, title, state, note }) => (
        <li key={step} className={`loop-step loop-${state}`}>
          <strong>{title}</strong>
          <span className="hidden">{SAID[state]}</span>
          <span>{note}</span>
        </li>
      ))}
    </ol>
  )
}
