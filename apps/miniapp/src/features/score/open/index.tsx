import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Icon } from '../../../components/icon'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tick } from '../../../components/tick'
import { a11y } from '../../../lib/a11y'
import { go, goInstead } from '../../../lib/go'
import { openView } from './open.view'
import './index.css'
import { useOpen } from './use-open'

export default function Open() {
  const { load, agreed, hint, problem, agree, open, refuse } = useOpen()
  const view = load.data && openView(load.data)
  const footer = view?.kind === 'to-decide' && (
    <>
      {problem && <Problem error={problem} />}
      {hint !== undefined && (
        <View className="field__note field__note--error" {...a11y({ role: 'alert' })}>
          <Icon name="alert" size={16} />
          <Text>{hint}</Text>
        </View>
      )}
      <Tick title="我已读过，同意以上授权" checked={agreed} onChange={agree} />
      <View className="pair">
        {view.mayRefuse && (
          <Button kind="secondary" onTap={refuse}>
            暂不开通
          </Button>
        )}
        <Button onTap={() => open(view.consent.textVersion)}>同意并开通</Button>
      </View>
    </>
  )
  return (
    <Page notice={<Stale load={load} />} footer={footer || undefined}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后再决定要不要开通">
        {() =>
          view?.kind === 'to-decide' ? (
            <>
              <Card title={view.consent.title}>
                <View className="stack stack--tight">
                  {view.consent.paragraphs.map((paragraph) => (
                    <View key={paragraph} className="agree__words">
                      {paragraph}
                    </View>
                  ))}
                </View>
              </Card>
              <Card title="用到的信息">
                <Bullets items={view.consent.fields} />
              </Card>
              <Card title="分数不会用来">
                <Bullets items={view.notUsedFor} />
              </Card>
              <Button kind="text" onTap={() => go('scoreModel')}>
                分数怎么算：看评价模型
              </Button>
            </>
          ) : (
            <Empty icon="done" title="信用分已经开通" action={<Button inline onTap={() => goInstead('scoreDetail')}>看我的信用分</Button>} />
          )
        }
      </Loaded>
    </Page>
  )
}
