import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { day, moment } from '../../../lib/format'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { checkNote, type Detail, detailFacts, statusOf } from '../commitment.view'
import { Loop } from '../loop'
import { useAct } from '../../../lib/use-act'

export default function CommitmentDetail() {
  const { params } = useRouter()
  const firmId = paramOf(params, 'firmId')
  const commitmentId = paramOf(params, 'commitmentId') ?? ''
  const load = useMine(`commitment:${commitmentId}`, () => (firmId === undefined ? call('GET /me/commitments/{commitmentId}', { params: { commitmentId } }) : call('GET /firms/{firmId}/commitments/{commitmentId}', { params: { firmId, commitmentId } })))
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看您的信用承诺">
        {(one) => (
          <>
            <Card title={one.title} aside={<Tag tone={statusOf(one.status).tone}>{statusOf(one.status).status}</Tag>}>
              <Loop loop={one.loop} />
            </Card>
            {one.hearing !== null && <Hearing one={one} firmId={firmId} onDone={load.reload} />}
            {one.decision !== null && (
              <Card title={one.status === 'kept' ? '认定：践诺' : '认定：没有做到'}>
                <View className="words">{`${one.decision.reason}（${moment(one.decision.at)}）`}</View>
                {one.recordId !== null && one.status === 'broken' && (
                  <Button kind="text" inline onTap={() => go('objectionNew', { firmId, recordId: one.recordId ?? undefined, title: one.title })}>
                    不认可，提出异议
                  </Button>
                )}
              </Card>
            )}
            <Card title="核查">
              <Facts items={one.checks.map((check) => ({ name: check.title, value: checkNote(check) }))} />
            </Card>
            <Card title="签署的内容">
              <Facts items={detailFacts(one)} />
              <Fold title="承诺全文">
                <Bullets items={one.paragraphs} />
                {one.consequence !== null && <View className="words">{`后果：${one.consequence}`}</View>}
                {!one.verified && <View className="words">文本由本市拟定，以官方文本为准。</View>}
              </Fold>
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}

const MIN = 5

/** The right to be heard before anything is decided. */
function Hearing({ one, firmId, onDone }: { one: Detail; firmId: string | undefined; onDone: () => Promise<void> }) {
  const [statement, setStatement] = useState('')
  const [error, setError] = useState<string>()
  const { problem, act } = useAct()
  if (one.hearing === null) return null
  const { reason, until, statement: said, statedAt } = one.hearing
  const send = async () => {
    if (statement.trim().length < MIN) {
      setError(`请写明情况，至少 ${MIN} 个字`)
      return
    }
    const params = { commitmentId: one.commitmentId }
    const body = { statement: statement.trim() }
    const done = await act(
      (idempotencyKey) =>
        firmId === undefined ? call('POST /me/commitments/{commitmentId}/statement', { params, body, idempotencyKey }) : call('POST /firms/{firmId}/commitments/{commitmentId}/statement', { params: { ...params, firmId }, body, idempotencyKey }),
      '已提交说明',
    )
    if (done !== undefined) await onDone()
  }
  return (
    <Card title="核查没有通过">
      <View className="stack">
        <View className="words">{reason}</View>
        {said !== null ? (
          <View className="words">{`您的说明：${said}${statedAt === null ? '' : `（${moment(statedAt)}）`}`}</View>
        ) : (
          one.status === 'hearing' && (
            <>
              <View className="words">{`还没有认定。${day(until)}前说明情况，说明后才会认定。`}</View>
              <Field
                label="情况说明"
                value={statement}
                error={error}
                maxLength={2000}
                placeholder="例如：已补齐，附收据编号"
                onInput={(value) => {
                  setStatement(value)
                  setError(undefined)
                }}
              />
              {problem && <Problem error={problem} kept="您填的内容还在" />}
              <Button onTap={send}>提交说明</Button>
            </>
          )
        )}
      </View>
    </Card>
  )
}
