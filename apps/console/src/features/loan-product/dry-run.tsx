import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { count, day, share } from '../../lib/format'
import { tellFailure } from '../../lib/problem'
import type { DryRun } from './queries'

const PARTS = [
  { name: 'passed', title: '符合' },
  { name: 'unknown', title: '缺信息' },
  { name: 'failed', title: '不符合' },
] as const

type Parts = Record<(typeof PARTS)[number]['name'], number | null>

const told = (value: number | null) => (value === null ? '不公布' : `${count(value)} 户`)

/** Three parts of all firms; a part that is not told is not drawn. */
function Bar({ parts, label }: { parts: Parts; label: string }) {
  return (
    <span className="result-bar" role="img" aria-label={`${label}：${PARTS.map(({ name, title }) => `${title}${told(parts[name])}`).join('，')}`}>
      {PARTS.map(({ name }) => (parts[name] ?? 0) > 0 && <span key={name} className={`fit-${name}`} style={{ flexGrow: parts[name] ?? 0 }} />)}
    </span>
  )
}

/** Counts the city's firms against a draft. `read` answers the draft as it is now, or null when it cannot be counted yet; `run` counts. */
export function DryRunPanel<Draft>({ read, run: count }: { read: () => Draft | null; run: (draft: Draft) => Promise<DryRun> }) {
  const run = useMutation({ mutationFn: count })
  const start = () => {
    const draft = read()
    if (draft !== null) run.mutate(draft)
  }
  return (
    <div className="dry-run">
      <p className="quiet">按全市企业现有的信息试算，只计户数，不显示是哪些企业；少于 5 户的不公布。</p>
      <Button loading={run.isPending} onClick={start}>
        {run.data === undefined ? '试算' : '重新试算'}
      </Button>
      {run.isError && (
        <ul role="alert" className="act-text">
          {tellFailure(run.error).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {run.data !== undefined && <Result run={run.data} />}
    </div>
  )
}

function Result({ run }: { run: DryRun }) {
  const all: Parts = { passed: run.fits, unknown: run.unknown, failed: run.failed }
  return (
    <div className="result" role="status">
      <p>
        {day(run.day)}：{run.firms === null ? '全市企业中' : `全市 ${count(run.firms)} 户企业中`}，<strong>{run.fits === null ? '不到 5 户符合' : `${count(run.fits)} 户符合`}</strong>
        {run.fits !== null && run.firms !== null && run.firms > 0 && `（${share(run.fits, run.firms)}）`}
      </p>
      <Bar parts={all} label="全部条件" />
      <dl>
        {PARTS.map(({ name, title }) => (
          <div key={name}>
            <dt>
              <i className={`fit-${name}`} aria-hidden />
              {title}
            </dt>
            <dd>{told(all[name])}</dd>
          </div>
        ))}
      </dl>
      {run.rules.length > 0 && (
        <ul className="rule-bars" aria-label="逐条试算">
          {run.rules.map((rule) => (
            <li key={rule.words}>
              <span>{rule.words}</span>
              <Bar parts={rule} label={rule.words} />
              <span className="quiet">
                符合 {told(rule.passed)} · 缺信息 {told(rule.unknown)} · 不符合 {told(rule.failed)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">“缺信息”的企业授权查询后可能符合，不算不符合。</p>
    </div>
  )
}
