import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded } from '../../../components/loaded'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { useItems } from './use-items'

/** Special classes 专项信息, each authorised and withdrawn by itself with the same two taps. */
export function Items() {
  const { load, asked, problem, ask, confirm } = useItems()
  const isGiving = asked?.consentId === null
  return (
    <>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后管理专项授权">
        {({ paragraphs, items }) => (
          <>
            <Card title="先看一眼">
              <Bullets items={paragraphs} />
            </Card>
            {items.map((item) => (
              <Card key={item.item} title={item.title} aside={item.consentId === null ? <Tag>未授权</Tag> : <Tag tone="accent">已授权</Tag>}>
                <View className="stack">
                  <Facts
                    items={[
                      { name: '来源', value: item.sourceOffice },
                      { name: '会读取', value: item.fields.join('、') },
                      { name: '信用分', value: item.scorable ? '授权后按评价模型计入' : '不计分，只列在档案里' },
                    ]}
                  />
                  <Button kind="secondary" label={`${item.consentId === null ? '授权' : '撤回授权'}：${item.title}`} onTap={() => ask(item)}>
                    {item.consentId === null ? '授权' : '撤回授权'}
                  </Button>
                </View>
              </Card>
            ))}
          </>
        )}
      </Loaded>
      <Confirm
        open={asked !== undefined}
        title={isGiving ? `授权“${asked?.title ?? ''}”？` : `撤回“${asked?.title ?? ''}”的授权？`}
        action={isGiving ? '同意授权' : '撤回授权'}
        danger={!isGiving}
        onConfirm={confirm}
        onClose={() => ask(undefined)}
        body={
          <View className="stack stack--tight">
            <Bullets items={isGiving ? ['只授权这一项，随时可以撤回', '同意后立即列入您的档案'] : ['这一项立即不再显示、不再使用', '信用分随即重新计算', '以后可以重新授权']} />
            {problem && <Problem error={problem} />}
          </View>
        }
      />
    </>
  )
}
