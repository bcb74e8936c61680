import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { day, instant } from '../../lib/format'
import { CommitmentMark } from './columns'
import { CheckForm, DecideForm } from './forms'
import { Loop } from './loop'
import { type CommitmentFound, commitmentQuery } from './queries'

/** One commitment: where it stands, what was signed, its checks, what the signer said. */
export function CommitmentDetail() {
  const { commitmentId = '' } = useParams()
  const found = useQuery(commitmentQuery(commitmentId))
  const trail = <Link to={pages.commitments.path}>{pages.commitments.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="承诺" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={6} height={64} />}
      </Page>
    )
  return <Found one={found.data} trail={trail} />
}

const Facts = ({ rows }: { rows: readonly (readonly [string, string])[] }) => (
  <dl className="facts">
    {rows.map(([term, value]) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

const resultOf = (check: CommitmentFound['checks'][number]) =>
  check.result === null ? `${day(check.dueOn)}前${check.provisional ? '（暂估）' : ''}` : `${check.result === 'met' ? '通过' : '未通过'}：${check.note ?? ''}${check.checkedAt === null ? '' : `（${instant(check.checkedAt)}）`}`

function Found({ one, trail }: { one: CommitmentFound; trail: React.ReactNode }) {
  const mayCheck = mayDo(useStaff().roles, 'check-commitment')
  const next = one.checks.find((check) => check.result === null)
  return (
    <Page title={one.title} trail={trail} note={<CommitmentMark status={one.status} />}>
      <Section title="进展">
        <Loop loop={one.loop} />
      </Section>
      <Section title="签署">
        <Facts rows={[[one.subjectKind === 'person' ? '承诺人（已脱敏）' : '企业', one.subjectName], ['签署人', one.signerName], ['签署时间', instant(one.signedAt)], ['文本', one.textVersion], ...one.fields.map(({ title, value }) => [title, value] as const)]} />
        <p className="quiet mono fingerprint">SHA-256 {one.textHash}</p>
        <ul className="commitment-words">
          {[...one.paragraphs, ...(one.consequence === null ? [] : [`后果：${one.consequence}`])].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>
      <Section title="核查">
        <dl className="facts-tall">
          {one.checks.map((check) => (
            <div key={check.checkId}>
              <dt>{check.title}</dt>
              <dd>{resultOf(check)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {one.hearing !== null && (
        <Section title="听取说明">
          <p className="prose">{one.hearing.statement ?? `还没有说明，${day(one.hearing.until)}前可以说明${one.hearing.provisional ? '（暂估）' : ''}。`}</p>
        </Section>
      )}
      {one.decision !== null && (
        <Section title="认定理由">
          <p className="prose">
            {one.decision.reason} <span className="quiet">（{instant(one.decision.at)}）</span>
          </p>
        </Section>
      )}
      {mayCheck && one.status === 'open' && next !== undefined && <CheckForm commitmentId={one.commitmentId} check={next} />}
      {mayCheck && one.status === 'hearing' && <DecideForm one={one} />}
    </Page>
  )
}
