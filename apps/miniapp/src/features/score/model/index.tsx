import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { day, points, signedPoints } from '../../../lib/format'
import { Bands } from '../bands'
import './index.css'
import { modelParts } from './model.view'
import { useModel } from './use-model'

export default function Model() {
  const load = useModel()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />}>
        {(model) => (
          <>
            <Card title={model.title}>
              <View className="stack stack--tight">
                <Facts
                  items={[
                    { name: '起用', value: day(model.effectiveFrom) },
                    { name: '满分', value: `${points(model.maxCenti)} 分` },
                    { name: '基础分', value: `${points(model.baseCenti)} 分，起点都一样` },
                  ]}
                />
                <View className="words">{model.weightsNote}</View>
              </View>
            </Card>
            {modelParts(model).map(({ code, title, capCenti, indicators }) => (
              <Card key={code} title={title} aside={capCenti > 0 && <View className="list-item__value">{`最多 ${signedPoints(capCenti)}`}</View>}>
                {indicators.map((indicator) => (
                  <View key={indicator.code} className="indicator">
                    <View className="indicator__title">{indicator.title}</View>
                    <View className="words">{indicator.rule}</View>
                    <Fold title="为什么" label={`为什么：${indicator.title}`}>
                      <View>{indicator.reason}</View>
                      <View>{`出处：${indicator.source}`}</View>
                    </Fold>
                  </View>
                ))}
              </Card>
            ))}
            <Card title="等级">
              <Bands bands={model.bands} />
            </Card>
            <Card title="分数不会用来">
              <Bullets items={model.notUsedFor} />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}
