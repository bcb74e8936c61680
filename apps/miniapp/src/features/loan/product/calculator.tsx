import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded } from '../../../components/loaded'
import { Picture } from '../../../components/picture'
import { Skeleton } from '../../../components/skeleton'
import { a11y } from '../../../lib/a11y'
import { wan, yuan } from '../../../lib/format'
import { call } from '../../../lib/request'
import { svgUri } from '../../../lib/svg'
import { useTheme } from '../../../lib/theme'
import { useLoad } from '../../../lib/use-load'
import { colours } from '../../../styles/tokens'
import { Choice } from '../choice'
import { amountSteps, type Asked, barsOf, METHODS, type Plan, planFacts, planSentence, planSvg, type Product, rateChips, subsidyChips, termSteps, within } from './product.view'
import { Stepper } from './stepper'
import { useLast, useSettled } from './use-settled'

const months = (count: number) => `${count} 个月`

/** What a loan of this product costs, month by month; the plan is the API's, to the fen. */
export function Calculator({ product, asked, onAsk }: { product: Product; asked: Asked; onAsk: (asked: Asked) => void }) {
  const chips = rateChips(product)
  const [rate, setRate] = useState(chips[0]?.code ?? '0')
  const subsidies = subsidyChips(product)
  const [programme, setProgramme] = useState(subsidies[0]?.code ?? '')
  const [method, setMethod] = useState<Product['method']>(product.method)
  const chosen = within(product, asked)
  const settled = useSettled({ ...chosen, rate, method, programme })
  const load = useLoad(`plan:${JSON.stringify(settled)}`, () => call('GET /repayment-plan', { query: { amountFen: settled.amountFen, months: settled.months, rateBps: Number(settled.rate), feeBps: product.feeBps, method: settled.method, ...(settled.programme === '' ? {} : { programme: settled.programme }) } }))
  // The plan before stays until the next is there, so that nothing jumps while one slides.
  const last = useLast(load.data)
  return (
    <Card title="算一算要还多少">
      <View className="stack">
        <Stepper label="借多少" steps={amountSteps(product, chosen.amountFen)} value={chosen.amountFen} words={wan} less="少借一些" more="多借一些" onChange={(amountFen) => onAsk({ ...chosen, amountFen })} />
        <Stepper label="用多久" steps={termSteps(product, chosen.months)} value={chosen.months} words={months} less="短一些" more="长一些" onChange={(count) => onAsk({ ...chosen, months: count })} />
        <View>
          <Choice label="怎么还" items={METHODS} selected={method} onSelect={(code) => setMethod(METHODS.find((one) => one.code === code)?.code ?? product.method)} />
          <View className="words">{`${METHODS.find((one) => one.code === method)?.note ?? ''}。银行公布的是：${product.methodTitle}`}</View>
        </View>
        {chips.length > 1 && <Choice label="按哪个年利率" items={chips} selected={rate} onSelect={setRate} />}
        {subsidies.length > 0 && (
          <View>
            <Choice label="算不算贴息" items={subsidies} selected={programme} onSelect={setProgramme} />
            <View className="words">按企业符合、项目还有资金来算。先按合同付息，付过以后再补。</View>
          </View>
        )}
        <Loaded load={last === undefined || load.error ? load : { ...load, data: load.data ?? last }} skeleton={<Skeleton rows={8} />}>
          {(plan) => <PlanView plan={plan} />}
        </Loaded>
      </View>
    </Card>
  )
}

function PlanView({ plan }: { plan: Plan }) {
  const theme = useTheme()
  const src = useMemo(() => svgUri(planSvg(barsOf(plan), colours[theme])), [plan, theme])
  const bars = barsOf(plan)
  return (
    <View className="stack stack--tight">
      <View className="plan__total">
        <View className="plan__note">{plan.subsidy ? '贴息以后，利息和费用共' : '利息和费用共'}</View>
        <View className="plan__sum" {...a11y({ live: 'polite' })}>
          {yuan(plan.interestFen + plan.feeFen - (plan.subsidy?.subsidyFen ?? 0))}
        </View>
        {plan.subsidy && <View className="plan__note">{`贴息前 ${yuan(plan.interestFen + plan.feeFen)}，省 ${yuan(plan.subsidy.subsidyFen)}`}</View>}
      </View>
      <Picture className="plan__picture" src={src} label={planSentence(plan)} />
      <View className="plan__ends" {...a11y({ hidden: true })}>
        <View>{bars[0]?.title ?? ''}</View>
        <View>
          <View className="plan__key plan__key--interest" />
          利息
          <View className="plan__key" />
          本金
        </View>
        <View>{bars.length > 1 ? bars.at(-1)?.title : ''}</View>
      </View>
      <Facts items={planFacts(plan).slice(1)} />
      <Fold title="每月还多少">
        <PlanTable plan={plan} />
      </Fold>
    </View>
  )
}

/** WeChat takes 64 KB in one go; a row is about 1 KB. */
const AT_ONCE = 12

const CELLS = ['月', '合计', '本金', '利息'] as const
/** `1,234.50`: the unit stands above the table. */
const bare = (fen: number) => yuan(fen).replace(' 元', '')

function PlanTable({ plan }: { plan: Plan }) {
  const [count, setCount] = useState(AT_ONCE)
  return (
    <View>
      <View className="words">单位：元</View>
      <View className="plan-table" {...a11y({ role: 'table', label: '每月还多少，单位元' })}>
        <View className="plan-table__row plan-table__row--head" {...a11y({ role: 'row' })}>
          {CELLS.map((cell) => (
            <View key={cell} className="plan-table__cell" {...a11y({ role: 'columnheader' })}>
              {cell}
            </View>
          ))}
        </View>
        {plan.payments.slice(0, count).map(({ month, principalFen, interestFen, totalFen }) => (
          <View key={month} className="plan-table__row" {...a11y({ role: 'row' })}>
            {[String(month), bare(totalFen), bare(principalFen), bare(interestFen)].map((cell, i) => (
              <View key={CELLS[i]} className="plan-table__cell" {...a11y({ role: 'cell' })}>
                {cell}
              </View>
            ))}
          </View>
        ))}
      </View>
      {plan.payments.length > count && (
        <Button kind="secondary" onTap={() => setCount(count + AT_ONCE)}>
          再看一年
        </Button>
      )}
    </View>
  )
}
