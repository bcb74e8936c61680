import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { objectionRow } from './list.view'

export default function ObjectionList() {
  const firmId = paramOf(useRouter().params, 'firmId')
  const load = useMine(`objections:${firmId ?? 'me'}`, async () => (firmId === undefined ? await call('GET /me/objections') : await call('GET /firms/{firmId}/objections', { params: { firmId } })).items)
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后看您的异议">
        {(items) =>
          items.length === 0 ? (
            <Empty title="没有提过异议" note="认为记录有误，可以在信用记录里点“提出异议”" />
          ) : (
            <>
              {items.map(objectionRow).map(({ key, title, status, tone, facts, answer }) => (
                <Card key={key} title={title} aside={<Tag tone={tone}>{status}</Tag>}>
                  <Facts items={facts} />
                  {answer !== undefined && <View className="words">{`答复：${answer}`}</View>}
                </Card>
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
