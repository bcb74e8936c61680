import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Case } from '../../app/case'
import { CaseKeys } from '../../app/case-keys'
import { Facts } from '../../app/facts'
import { Page } from '../../app/page'
import { useStaff } from '../../app/use-session'
import { Verdict } from '../../app/verdict'
import { Words } from '../../app/words'
import { instant, shopWords } from '../../lib/format'
import { ReportMark } from './columns'
import { reportDecisions, reportList, reportQuery, resolveReport, type Resolution } from './queries'

const outcomes: Readonly<Record<Resolution['outcome'], string>> = { upheld: '属实：撤销核销', refused: '不属实：核销有效' }
const waiting = reportList({ status: 'open' })

/** One report: the use, and what the office found. */
export function NotMeDetail() {
  const { reportId = '' } = useParams()
  const query = useQuery(reportQuery(reportId))
  const mayResolve = mayDo(useStaff().roles, 'resolve-not-me')
  return (
    <Case id={reportId} query={query} page="notMe" title="反映">
      {(report, trail) => {
        const decides = mayResolve && report.status === 'open'
        return (
          <Page title={report.perkTitle} trail={trail} note={<ReportMark status={report.status} />}>
            <Facts
              rows={[
                ['凭据号', <span key="no" className="mono">{report.receiptNo}</span>],
                ['门店', <Link key="at" to={`${pages.merchants.path}/${report.merchantId}`}>{shopWords(report)}</Link>],
                ['使用时间', instant(report.redeemedAt)],
                ['反映时间', instant(report.filedAt)],
                ...(report.reversedAt === null ? [] : [['撤销时间', instant(report.reversedAt)] as const]),
              ]}
            />
            {decides ? (
              <Verdict outcomes={outcomes} keys={{ a: 'upheld', r: 'refused' }} label="答复持券人" placeholder="写明怎么核实的，持券人会看到原文" least={5} send={(outcome, answer) => resolveReport(report.reportId, { outcome, answer })} changes={['not-me']} />
            ) : (
              <Words title="核查结果">{report.answer}</Words>
            )}
            <CaseKeys path={pages.notMe.path} waiting={waiting} to={(one) => `/not-me/${one.reportId}`} decisions={decides ? reportDecisions : undefined} />
          </Page>
        )
      }}
    </Case>
  )
}
