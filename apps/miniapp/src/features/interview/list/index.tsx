import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { paramOf } from '../../../lib/go'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { type InterviewRow, interviewRow } from './list.view'

/** The firm's interviews 约谈, and what it may say to them. */
export default function InterviewList() {
  const firmId = paramOf(useRouter().params, 'firmId') ?? ''
  const load = useMine(`interviews:${firmId}`, async () => (await call('GET /firms/{firmId}/interviews', { params: { firmId } })).items)
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后看企业的约谈">
        {(items) =>
          items.length === 0 ? (
            <Empty title="没有约谈" note="主管单位约谈企业时，会在这里通知" />
          ) : (
            <>
              {items.map(interviewRow).map((row) => (
                <Card key={row.key} title="约谈" aside={<Tag tone={row.tone}>{row.status}</Tag>}>
                  <Facts items={row.facts} />
                  {row.may !== undefined && <Say key={row.may.act} firmId={firmId} interviewId={row.key} may={row.may} onDone={load.reload} />}
                </Card>
              ))}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

const MIN = 5

function Say({ firmId, interviewId, may, onDone }: { firmId: string; interviewId: string; may: NonNullable<InterviewRow['may']>; onDone: () => Promise<void> }) {
  const [words, setWords] = useState('')
  const [error, setError] = useState<string>()
  const [problem, setProblem] = useState<ApiError>()
  const intention = useRef(new Intention())
  const send = async () => {
    setProblem(undefined)
    const text = words.trim()
    if (text.length < MIN) {
      setError(`请写明情况，至少 ${MIN} 个字`)
      return
    }
    try {
      const params = { firmId, interviewId }
      await intention.current.attempt((idempotencyKey) =>
        may.act === 'statement' ? call('POST /firms/{firmId}/interviews/{interviewId}/statement', { params, body: { statement: text }, idempotencyKey }) : call('POST /firms/{firmId}/interviews/{interviewId}/appeal', { params, body: { appeal: text }, idempotencyKey }),
      )
      toast('已提交')
      await onDone()
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown
      setProblem(thrown)
    }
  }
  return (
    <View className="stack">
      <View className="words">{may.note}</View>
      <Field
        label={may.label}
        value={words}
        error={error}
        maxLength={2000}
        placeholder="写明事实，可以写文书号"
        onInput={(value) => {
          setWords(value)
          setError(undefined)
        }}
      />
      {problem && <Problem error={problem} kept="您填的内容还在" />}
      <Button kind="secondary" onTap={send}>
        {may.act === 'statement' ? '提交说明' : '提交申诉'}
      </Button>
    </View>
  )
}
