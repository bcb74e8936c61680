import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Case } from '../../app/case'
import { CaseKeys } from '../../app/case-keys'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { Verdict } from '../../app/verdict'
import { Words } from '../../app/words'
import { instant, shopWords } from '../../lib/format'
import { FlagMark, flagKinds, measured, outcomes, rowColumns, scanColumns } from './columns'
import { closeFlag, flagDecisions, flagList, flagQuery } from './queries'

const waiting = flagList({ status: 'open' })

/** One flag, the redemptions and scans behind it, and what came of a look at it. */
export function FlagDetail() {
  const { flagId = '' } = useParams()
  const query = useQuery(flagQuery(flagId))
  const mayClose = mayDo(useStaff().roles, 'close-flag')
  return (
    <Case id={flagId} query={query} page="flags" title="预警">
      {({ flag, rows, scans }, trail) => {
        const decides = mayClose && flag.status === 'open'
        return (
          <Page
            title={flagKinds[flag.kind].title}
            trail={trail}
            note={
              <>
                <FlagMark flag={flag} /> {flagKinds[flag.kind].says} · <Link to={`${pages.merchants.path}/${flag.merchantId}`}>{shopWords(flag)}</Link>
                {flag.count !== null && ` · 最多 ${measured(flag.kind, flag.count)}，城市上限 ${measured(flag.kind, flag.allowed ?? 0)}`} · {instant(flag.raisedAt)} 发现
              </>
            }
          >
            {scans.length > 0 && (
              <Section title="有关的离线扫码" aside={<span className="quiet">两边的事实都保留；不显示持券人</span>}>
                <Rows label="有关的离线扫码" rows={scans} columns={scanColumns} rowKey={(scan) => scan.scanId} />
              </Section>
            )}
            <Section title="有关的核销">{rows.length === 0 ? <Empty title="没有入账的核销" /> : <Rows label="有关的核销" rows={rows} columns={rowColumns} rowKey={(row) => row.redemptionId} />}</Section>
            {decides ? (
              <Verdict
                outcomes={outcomes}
                keys={{ a: 'explained', r: 'misuse' }}
                label="核查情况"
                placeholder="写明问了谁、看到什么；确有套取的，另在商户页暂停合作"
                least={2}
                send={(outcome, note) => closeFlag(flag.flagId, { outcome, note })}
                changes={['flags']}
              />
            ) : (
              flag.outcome !== null && (
                <Words title="核查结果">
                  {outcomes[flag.outcome]}：{flag.note}
                  {flag.closedAt !== null && <span className="quiet">（{instant(flag.closedAt)}）</span>}
                </Words>
              )
            )}
            <CaseKeys path={pages.flags.path} waiting={waiting} to={(one) => `/flags/${one.flagId}`} decisions={decides ? flagDecisions : undefined} />
          </Page>
        )
      }}
    </Case>
  )
}
