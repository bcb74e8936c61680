import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useMemo } from 'react'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { ForWhom } from '../../../components/for-whom'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { go, paramOf } from '../../../lib/go'
import { useWhom } from '../../../lib/use-whom'
import { Ahead, Changes } from '../ahead'
import { Statement } from '../statement'
import { firmSource, useFirmScore } from './use-firm-score'

/** 公共信用综合评价 of a firm, for its representative and the agents who may see its file: the same bill as a person's score. */
export default function FirmScore() {
  const firmId = paramOf(useRouter().params, 'firmId') ?? ''
  const load = useFirmScore(firmId)
  const whom = useWhom()
  const source = useMemo(() => firmSource(firmId), [firmId])
  const current = whom.choices.find(({ id }) => id === firmId) ?? { id: firmId, name: load.data?.name ?? '企业', kind: 'organization' as const }
  const toRecord = (record: string) => void go('firmFile', { firmId, record })
  return (
    <Page forWhom={<ForWhom current={current} choices={whom.choices} onSwitch={whom.onSwitch} />} notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看企业评价">
        {({ score }) =>
          score === null ? (
            <Empty title="还没有评价" note="企业的公共信用记录归集后自动评价，不用申请" />
          ) : (
            <>
              {score.vetoed && (
                <Card title="在严重失信主体名单内">
                  <View className="words">名单有效期间，等级直接评为最低，不看分数。移出名单后按分数评级。</View>
                </Card>
              )}
              <Statement score={score} onRecord={toRecord} onModel={() => void go('scoreModel', { kind: 'organization' })} />
              <Ahead source={source} onRecord={toRecord} />
              <Changes source={source} onRecord={toRecord} />
              <View className="words">只有法定代表人和有权限的经办人看得到这一页。</View>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
