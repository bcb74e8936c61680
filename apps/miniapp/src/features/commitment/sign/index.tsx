import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Field } from '../../../components/field'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tick } from '../../../components/tick'
import { goInstead, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { filledIn, missing, type Template, termsOf } from '../commitment.view'
import { useAct } from '../../../lib/use-act'

export default function CommitmentSign() {
  const { params } = useRouter()
  const firmId = paramOf(params, 'firmId')
  const code = paramOf(params, 'template')
  const load = useMine(`commitments:${firmId ?? 'me'}`, () => (firmId === undefined ? call('GET /me/commitments') : call('GET /firms/{firmId}/commitments', { params: { firmId } })))
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后签署承诺">
        {({ templates }) => {
          const template = templates.find((one) => one.code === code)
          return template === undefined ? <Empty title="没有这份承诺" note="可能已经调整，请回到信用承诺重新选择" /> : <Form template={template} firmId={firmId} />
        }}
      </Loaded>
    </Page>
  )
}

function Form({ template, firmId }: { template: Template; firmId: string | undefined }) {
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [agreed, setAgreed] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const { problem, act } = useAct()
  const sign = async () => {
    const wrong = missing(template.fields, typed)
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const body = { template: template.code, textVersion: template.textVersion, agreed: true as const, fields: filledIn(template.fields, typed) }
    const made = await act((idempotencyKey) => (firmId === undefined ? call('POST /me/commitments', { body, idempotencyKey }) : call('POST /firms/{firmId}/commitments', { params: { firmId }, body, idempotencyKey })), '已签署')
    if (made !== undefined) await goInstead('commitment', { firmId, commitmentId: made.commitmentId })
  }
  return (
    <>
      <Card title={template.title}>
        <View className="stack stack--tight">
          <Bullets items={template.paragraphs} />
          {!template.verified && <View className="words">{`文本 ${template.textVersion}，由本市拟定，以官方文本为准。`}</View>}
        </View>
      </Card>
      <Card title="签署以后">
        <Bullets items={termsOf(template, firmId !== undefined)} />
      </Card>
      <Card title="填写并签署">
        <View className="stack">
          {template.fields.map(({ name, title, type, required, hint }) => (
            <Field
              key={name}
              label={required ? title : `${title}（可不填）`}
              kind={type === 'number' ? 'number' : 'text'}
              value={typed[name] ?? ''}
              error={errors[name]}
              hint={hint ?? undefined}
              placeholder={type === 'day' ? '例如 2026-12-31' : undefined}
              onInput={(value) => {
                setTyped((before) => ({ ...before, [name]: value }))
                setErrors((before) => Object.fromEntries(Object.entries(before).filter(([wrong]) => wrong !== name)))
              }}
            />
          ))}
          <Tick title="我已读过，自愿作出以上承诺" checked={agreed} onChange={setAgreed} />
          {problem && <Problem error={problem} kept="您填的内容还在" />}
          <Button disabled={!agreed} onTap={sign}>
            签署
          </Button>
        </View>
      </Card>
    </>
  )
}
