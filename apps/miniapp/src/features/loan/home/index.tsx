import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { ForWhom } from '../../../components/for-whom'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { day } from '../../../lib/format'
import { go, goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { byUrgency, needTitle, toneOf } from '../loan.view'

export default function LoanHome() {
  const { params } = useRouter()
  const wanted = paramOf(params, 'firmId')
  const firms = useMine('firms', () => call('GET /me/firms'))
  const mine = (firms.data?.items ?? []).filter((firm) => firm.role === 'representative' || firm.rights.includes('financing'))
  const firm = mine.find(({ firmId }) => firmId === wanted) ?? mine[0]
  const choices = mine.map(({ firmId, firmName }) => ({ id: firmId, name: firmName, kind: 'organization' as const }))
  const current = firm && choices.find(({ id }) => id === firm.firmId)
  return (
    <Page
      forWhom={current && <ForWhom current={current} choices={choices} onSwitch={({ id }) => void goInstead('loans', { firmId: id })} />}
      notice={<Stale load={firms} />}
      footer={firm && <Button onTap={() => go('loanRequest', { firmId: firm.firmId })}>填写融资需求</Button>}
    >
      <Loaded load={firms} skeleton={<Skeleton rows={6} />} loginNote="登录后为企业申请贷款">
        {() =>
          firm ? (
            <Loans key={firm.firmId} firmId={firm.firmId} />
          ) : (
            <Empty
              icon="firm"
              title="贷款以企业名义申请"
              note="法定代表人先绑定企业；经办人请法定代表人授予“申请贷款”权限"
              action={
                <Button inline onTap={() => go('firms')}>
                  绑定企业
                </Button>
              }
            />
          )
        }
      </Loaded>
    </Page>
  )
}

function Loans({ firmId }: { firmId: string }) {
  const load = useMine(`loans:${firmId}`, async () => ({
    requests: (await call('GET /firms/{firmId}/loan-requests', { params: { firmId } })).items,
    applications: (await call('GET /firms/{firmId}/loan-applications', { params: { firmId } })).items,
  }))
  return (
    <Loaded load={load} skeleton={<Skeleton rows={8} />}>
      {({ requests, applications }) =>
        requests.length === 0 ? (
          <Empty icon="bank" title="还没有融资需求" note="填一次需求，就能看到所有符合的产品；不符合的，写明差在哪里" />
        ) : (
          <>
            {applications.length > 0 && (
              <List label="贷款申请">
                {byUrgency(applications).map((one) => (
                  <ListItem key={one.applicationId} icon="bank" title={one.productName} note={`${one.lenderName} · ${needTitle(one)}`} aside={<Tag tone={toneOf(one.status)}>{one.statusTitle}</Tag>} onTap={() => void go('loan', { applicationId: one.applicationId })} />
                ))}
              </List>
            )}
            <List label="融资需求">
              {requests.map((one) => (
                <ListItem
                  key={one.requestId}
                  icon="file"
                  title={needTitle(one)}
                  note={`${one.useTitle} · ${one.status === 'standing' ? `有效至 ${day(one.validUntil)}` : one.statusTitle}`}
                  {...(one.status === 'standing' ? { onTap: () => void go('loanMatches', { requestId: one.requestId }) } : {})}
                />
              ))}
            </List>
            <View className="words">只有法定代表人和有权限的经办人看得到这一页。</View>
          </>
        )
      }
    </Loaded>
  )
}
