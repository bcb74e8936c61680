import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { yuan } from '../../../lib/format'
import { go } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { kindTitle, toneOf } from '../waiver.view'

export default function WaiverList() {
  const load = useMine('waivers', () => call('GET /me/waivers'))
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={5} />} loginNote="登录后看您的订单">
        {({ items, limitFen, usedFen }) => (
          <>
            <Card title="额度">
              <View className="stack stack--tight">
                <Facts items={[{ name: '还可用', value: yuan(Math.max(0, limitFen - usedFen)) }, { name: '办理中占用', value: yuan(usedFen) }]} />
                <View className="words">人人都有基础额度；信用分只会提高额度，不会降低。</View>
              </View>
            </Card>
            {items.length === 0 ? (
              <Empty
                title="还没有订单"
                note="免押金、先享后付的权益，办理后在这里看进度"
                action={
                  <Button inline onTap={() => go('perks')}>
                    去看看
                  </Button>
                }
              />
            ) : (
              <List label="我的订单">
                {items.map(({ waiverId, title, merchantName, kind, status, statusTitle, billFen, holdFen }) => (
                  <ListItem
                    key={waiverId}
                    title={title}
                    note={`${kindTitle(kind)} · ${merchantName} · ${billFen === null ? `最多 ${yuan(holdFen)}` : `应付 ${yuan(billFen)}`}`}
                    aside={<Tag tone={toneOf(status)}>{statusTitle}</Tag>}
                    onTap={() => void go('waiver', { waiverId })}
                  />
                ))}
              </List>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}
