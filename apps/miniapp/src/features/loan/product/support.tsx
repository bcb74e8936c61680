import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Tag } from '../../../components/tag'
import { type FirmProgramme, outcomeOf, PROGRAMME_FIT, programmeBasis } from '../programme.view'
import type { Product } from './product.view'

/** Programmes a product is under; for a firm each is judged. */
export function SupportCards({ programmes, judged }: { programmes: Product['programmes']; judged?: readonly FirmProgramme[] | undefined }) {
  return (
    <>
      {(judged ?? programmes).map((one) => {
        const its = judged?.find(({ code }) => code === one.code)
        const fit = its && PROGRAMME_FIT[its.status]
        return (
          <Card key={one.code} title={`${one.kindTitle}：${one.title}`} aside={fit && <Tag tone={fit.tone}>{fit.title}</Tag>}>
            <View className="stack stack--tight">
              {its && <View className="words">{`${outcomeOf(its)}。`}</View>}
              <Bullets label={`${one.title}给什么`} items={one.words} />
              <Fold title={its ? '条件和依据' : '依据'} label={`${its ? '条件和依据' : '依据'}：${one.title}`}>
                {its && <Facts items={its.rules.map((rule) => ({ name: rule.kind, value: `要求${rule.required}；目前${rule.actual}` }))} />}
                <Facts items={programmeBasis(one)} />
              </Fold>
            </View>
          </Card>
        )
      })}
    </>
  )
}
