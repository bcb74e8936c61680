import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Field } from '../../../components/field'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { Tick } from '../../../components/tick'
import { Choice } from '../choice'
import { COLLATERALS, type Form, needOf, startOf, termsWith, USES } from '../loan.view'

export default function LoanRequest() {
  const { params } = useRouter()
  const firmId = paramOf(params, 'firmId') ?? ''
  // From a product's page: what was asked for there.
  const [form, setForm] = useState<Form>(() => startOf(paramOf(params, 'amountFen'), paramOf(params, 'months')))
  const [terms] = useState(() => termsWith(form.term))
  const [errors, setErrors] = useState<{ wan?: string; worth?: string }>({})
  const { act, problem } = useAct()
  const change = (part: Partial<Form>) => {
    setForm((before) => ({ ...before, ...part }))
    setErrors({})
  }
  const state = async () => {
    const asked = needOf(form)
    if ('errors' in asked) {
      setErrors(asked.errors)
      return
    }
    const made = await act((idempotencyKey) => call('POST /firms/{firmId}/loan-requests', { params: { firmId }, body: asked.need, idempotencyKey }), '已保存')
    if (made) await goInstead('loanMatches', { requestId: made.requestId })
  }
  return (
    <Page footer={<Button onTap={state}>看看哪些产品符合</Button>}>
      <View className="words">填一次，所有产品一起比。这一步不查询您的信息；不勾选“放进抢单池”，就不会发给银行。</View>
      <Card>
        <View className="stack">
          <Field label="需要多少（万元）" value={form.wan} placeholder="50" error={errors.wan} onInput={(wan) => change({ wan })} />
          <Choice label="用多久" items={terms} selected={form.term} onSelect={(term) => change({ term })} />
          <Choice label="用来做什么" items={USES} selected={form.use} onSelect={(code) => change({ use: USES.find((one) => one.code === code)?.code ?? 'other' })} />
          <Choice label="有什么可以担保" items={COLLATERALS} selected={form.collateral} onSelect={(code) => change({ collateral: COLLATERALS.find((one) => one.code === code)?.code ?? '' })} />
          {form.collateral !== '' && <Field label="大约值多少（万元）" value={form.worth} error={errors.worth} onInput={(worth) => change({ worth })} />}
          <Field label="补充说明（可不填）" value={form.note} maxLength={200} onInput={(note) => change({ note })} />
          <Tick title="放进抢单池" note="银行只看到金额、期限、用途和区县，看不到企业名称；愿意接的银行会告诉您" checked={form.inPool} onChange={(inPool) => change({ inPool })} />
          {problem && <Problem error={problem} kept="您填的内容还在" />}
        </View>
      </Card>
    </Page>
  )
}
