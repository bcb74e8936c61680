import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant, yuan } from '../../lib/format'
import { AnswerStatement } from './answer'
import { channelTitles, entryColumns, monthTitle, SettlementMark } from './columns'
import { JudgeDisputes, PayStatement } from './office'
import { type Detail, type Entry, settlementQuery } from './queries'
import { SaveCsv } from './save-csv'

/** One statement: every line with the redemption behind it, and what is to be done next by whoever looks. */
export function SettlementDetail() {
  const { statementId = '' } = useParams()
  const found = useQuery(settlementQuery(statementId))
  const trail = <Link to={pages.settlements.path}>{pages.settlements.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="结算单" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={6} height={64} />}
      </Page>
    )
  const statement = found.data
  return (
    <Page title={`${statement.merchantName} ${monthTitle(statement.month)}`} trail={trail} note={<SettlementMark status={statement.status} />}>
      <dl className="facts">
        <div>
          <dt>应结</dt>
          <dd>{yuan(statement.totalFen)}</dd>
        </div>
        <div>
          <dt>笔数</dt>
          <dd>{statement.lineCount}</dd>
        </div>
        <div>
          <dt>出单</dt>
          <dd>{instant(statement.drawnAt)}</dd>
        </div>
        {statement.paidAt !== null && (
          <div>
            <dt>付款</dt>
            <dd>
              {instant(statement.paidAt)}，流水号 {statement.paymentReference}
            </dd>
          </div>
        )}
      </dl>
      <Next statement={statement} />
      <Section title="明细">
        <Rows label="明细" rows={statement.entries} columns={entryColumns} rowKey={(entry) => entry.entryId} expand={behind} />
        <SaveCsv statementId={statement.statementId} fileName={`结算单-${statement.month}-${statement.merchantName}.csv`} />
      </Section>
    </Page>
  )
}

/** What the reader may do now; nothing where it is somebody else's turn. */
function Next({ statement }: { statement: Detail }) {
  const { roles } = useStaff()
  if (statement.status === 'drawn' && mayDo(roles, 'answer-settlement')) return <AnswerStatement statement={statement} />
  if (statement.status === 'disputed' && mayDo(roles, 'settle')) return <JudgeDisputes statement={statement} />
  if ((statement.status === 'confirmed' || statement.status === 'resolved') && mayDo(roles, 'settle')) return <PayStatement statement={statement} />
  return null
}

/** The redemption behind a line, and what was said about it. */
function Behind({ entry }: { entry: Entry }) {
  const facts: readonly (readonly [string, string])[] = [
    ...(entry.redemptionId === null ? [] : [['核销编号', entry.redemptionId] as const]),
    ...(entry.redeemedAt === null ? [] : [['核销时间', instant(entry.redeemedAt)] as const]),
    ...(entry.channel === null ? [] : [['方式', channelTitles[entry.channel]] as const]),
    ...(entry.reversedAt === null ? [] : [['撤销时间', instant(entry.reversedAt)] as const]),
    ...(entry.dispute === null ? [] : [['商户的理由', entry.dispute.reason] as const]),
    ...(entry.dispute?.answer ? [['答复', entry.dispute.answer] as const] : []),
  ]
  if (facts.length === 0) return <p className="quiet">这一笔更正没有对应的核销。</p>
  return (
    <dl className="facts facts-tall">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const behind = (entry: Entry) => <Behind entry={entry} />
