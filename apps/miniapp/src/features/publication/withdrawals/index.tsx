import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { call } from '../../../lib/request'
import { useLoad } from '../../../lib/use-load'
import { withdrawalFacts } from '../publication.view'

/** Which published records were taken down or put right in the last year because they were changed or revoked, and why. */
export default function PublicWithdrawals() {
  const load = useLoad('withdrawals', () => call('GET /publication-withdrawals'), { cacheKey: 'cache:withdrawals' })
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Empty title="最近一年没有撤回的公示" note="记录撤销或更正的，原来的公示当天撤回并在这里说明" />
            ) : (
              items.map((one) => (
                <Card key={`${one.recordId} ${one.reason}`} title={one.name} aside={<Tag>{one.outcome === 'withdrawn' ? '已撤回' : '已更正'}</Tag>}>
                  <Facts items={withdrawalFacts(one)} />
                </Card>
              ))
            )}
            <View className="words">修复完成、公示期满的不在这里：它们到期停止公示，不是撤回。</View>
            <Fold title="依据" label="依据：撤回公示">
              各类公示的记录都一样：来源单位撤销、更正，或者经异议核实有误的，原内容撤回。行政处罚另有法定期限：公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，应当在三日内撤回行政处罚决定信息并公开说明理由（《行政处罚法》第四十八条）。
            </Fold>
          </>
        )}
      </Loaded>
    </Page>
  )
}
