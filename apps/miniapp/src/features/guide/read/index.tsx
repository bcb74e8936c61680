import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { day } from '../../../lib/format'
import '../guide.css'
import { formsOf, stepFacts } from '../guide.view'
import { useGuide } from './use-guide'

// A phone's mini-program prints nothing, and its style sheets know no universal selector.
if (process.env.TARO_ENV === 'h5') {
  require('../print.css')
}

export default function Guide() {
  const { load, isFilled, problem, getForm, copyAddress } = useGuide()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={14} />}>
        {(guide) => (
          <>
            <Card title={guide.title} aside={guide.verified ? undefined : <Tag tone="amber">以官方文本为准</Tag>}>
              <Words items={[guide.summary, ...guide.intro]} />
            </Card>
            <Card title="当心收费代办">
              <Words items={[guide.warning]} />
            </Card>
            {guide.steps.map((step, i) => (
              <Card key={step.title} title={`${i + 1}. ${step.title}`}>
                <View className="stack stack--tight">
                  <Facts items={stepFacts(step)} />
                  <Words items={step.paragraphs} />
                  {formsOf(step).map(({ template, text }) => (
                    <Button key={template} kind="text" inline icon="file" label={`下载${text}`} onTap={() => getForm(template, text)}>
                      {`${isFilled ? '下载填好的' : '下载空白的'}${text}`}
                    </Button>
                  ))}
                </View>
              </Card>
            ))}
            {problem && <Problem error={problem} />}
            {guide.questions.length > 0 && (
              <Card title="常见问题">
                <Words items={guide.questions} />
              </Card>
            )}
            <Card title="依据">
              <Words items={guide.sources} />
              <View className="guide-words">{`版本 ${guide.version}，${day(guide.effectiveFrom)}起适用，${day(guide.reviewed)}核对。${guide.verified ? '' : '条文没有逐条核对，以官方文本为准。'}`}</View>
            </Card>
            <View className="stack stack--tight guide-deeds">
              {process.env.TARO_ENV === 'h5' && (
                <Button kind="secondary" icon="file" onTap={() => window.print()}>
                  打印
                </Button>
              )}
              <Button kind="text" onTap={copyAddress}>
                复制网页版地址
              </Button>
            </View>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Words({ items }: { items: readonly string[] }) {
  return (
    <>
      {items.map((one) => (
        <View key={one} className="guide-words">
          {one}
        </View>
      ))}
    </>
  )
}
