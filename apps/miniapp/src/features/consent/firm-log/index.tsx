import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { ForWhom } from '../../../components/for-whom'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { useWhom } from '../../../lib/use-whom'
import { logRows } from '../list/list.view'

/** Who looked the firm's file up, for whom, why, and what they saw: the same list a person has of themselves. */
export default function FirmLog() {
  const firmId = paramOf(useRouter().params, 'firmId') ?? ''
  const load = useMine(`firm-log:${firmId}`, async () => (await call('GET /firms/{firmId}/access-log', { params: { firmId } })).items)
  const whom = useWhom()
  const current = whom.choices.find(({ id }) => id === firmId) ?? { id: firmId, name: '企业', kind: 'organization' as const }
  return (
    <Page forWhom={<ForWhom current={current} choices={whom.choices} onSwitch={whom.onSwitch} />} notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后看谁查过企业">
        {(entries) =>
          entries.length === 0 ? (
            <Empty icon="search" title="没有人查过这家企业的档案" note="公示页面人人可看，不在这里；有人查看没有公示的内容，这里会记下谁、什么时候、为了什么" />
          ) : (
            <>
              {logRows(entries).map(({ key, viewer, at, facts }) => (
                <Card key={key} title={viewer}>
                  <View className="words">{at}</View>
                  <Facts items={facts} />
                </Card>
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
