import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Case } from '../../app/case'
import { CaseKeys } from '../../app/case-keys'
import { type Fact, Facts } from '../../app/facts'
import { type Column, Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Empty, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { Happenings } from '../merchant/timeline'
import { ApplicationMark, checkWords } from './columns'
import { DecideForm } from './decide'
import { HandIn } from './hand-in'
import { LicenceView } from './licence'
import { type ApplicationCase, applicationDecisions, applicationList, applicationQuery } from './queries'

type Store = ApplicationCase['stores'][number] & { key: string }

const storeColumns: readonly Column<Store>[] = [
  { title: '门店', value: (store) => store.name, width: 220 },
  { title: '地址', value: (store) => store.address },
  { title: '营业时间', value: (store) => store.hours, width: 160 },
  { title: '位置', value: (store) => `${(store.longitudeE6 / 1_000_000).toFixed(6)}, ${(store.latitudeE6 / 1_000_000).toFixed(6)}`, width: 200 },
]

const waiting = applicationList({ status: 'submitted' })

/** One application: who, the checks, the licence, the stores, and the decision. */
export function ApplicationDetail() {
  const { applicationId = '' } = useParams()
  const query = useQuery(applicationQuery(applicationId))
  return (
    <Case id={applicationId} query={query} page="merchantApplications" title="入驻申请">
      {(found, trail) => <Found found={found} trail={trail} />}
    </Case>
  )
}

function Found({ found, trail }: { found: ApplicationCase; trail: React.ReactNode }) {
  const mayDecide = mayDo(useStaff().roles, 'decide-application') && found.mayDecide
  const facts: readonly Fact[] = [
    ['企业', found.firmName],
    ['统一社会信用代码', found.uscc],
    ['行业', found.industry],
    ['联系人（已脱敏）', `${found.contactMaskedName} ${found.contactMaskedPhone}`],
    ...(found.submittedAt === null ? [] : [['提交', instant(found.submittedAt)] as const]),
    ...(found.decidedAt === null ? [] : [['审核', instant(found.decidedAt)] as const]),
    ...(found.refusalReason === null ? [] : [['不予通过的原因', found.refusalReason] as const]),
  ]
  return (
    <Page title={found.name === '' ? '入驻申请' : found.name} trail={trail} note={<ApplicationMark status={found.status} />}>
      <div className="with-happenings">
        <div>
          <Facts rows={facts} />
          {found.mine && <HandIn key={found.status} found={found} />}
          <Section title="自动核对">
            {found.checks.length === 0 && <Empty title="提交后自动核对" />}
            <ul className="checks">
              {found.checks.map((check) => (
                <li key={check.code}>
                  <Mark tone={checkWords[check.result].tone}>{checkWords[check.result].title}</Mark> {check.title} <span className="quiet">{check.detail}</span>
                </li>
              ))}
            </ul>
          </Section>
          <Section title="营业执照">
            <LicenceView applicationId={found.applicationId} licence={found.licence} />
          </Section>
          <Section title="门店">
            <Rows label="门店" rows={found.stores.map((store, i) => ({ ...store, key: String(i) }))} columns={storeColumns} rowKey={(store) => store.key} />
          </Section>
          {found.defects.length > 0 && (
            <Section title="补正意见">
              <ul>
                {found.defects.map((defect) => (
                  <li key={`${defect.field} ${defect.message}`}>{defect.message}</li>
                ))}
              </ul>
            </Section>
          )}
          {mayDecide && <DecideForm key={found.submittedAt} found={found} />}
          {found.filedByOffice && found.status === 'submitted' && !found.mayDecide && <p className="quiet">您录入的申请，须由另一人审核。</p>}
          {found.merchantId !== null && (
            <p>
              <Link to={`${pages.merchants.path}/${found.merchantId}`}>打开商户</Link>
              {found.filedByOffice && <span className="quiet">（纸质入驻的商户还没有店主，请在商户页邀请）</span>}
            </p>
          )}
          <CaseKeys path={pages.merchantApplications.path} waiting={waiting} to={(one) => `/merchant-applications/${one.applicationId}`} decisions={mayDecide ? applicationDecisions : undefined} />
        </div>
        <Happenings entries={found.timeline} />
      </div>
    </Page>
  )
}
