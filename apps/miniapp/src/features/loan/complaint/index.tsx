import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Words } from '../../../components/words'
import { day } from '../../../lib/format'
import { paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useAct } from '../../../lib/use-act'
import { useMine } from '../../../lib/use-mine'
import { Choice } from '../choice'
import { COMPLAINTS } from '../loan.view'

const LEAST = 5

export default function LoanComplaint() {
  const { params } = useRouter()
  const applicationId = paramOf(params, 'applicationId') ?? ''
  const firmId = paramOf(params, 'firmId') ?? ''
  const load = useMine(`loan-complaints:${firmId}`, () => call('GET /firms/{firmId}/loan-complaints', { params: { firmId } }))
  const [kind, setKind] = useState<(typeof COMPLAINTS)[number]['code']>('slow')
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const { act, problem } = useAct()
  const file = async () => {
    if (text.trim().length < LEAST) {
      setError('请写明情况，至少 5 个字')
      return
    }
    const made = await act((idempotencyKey) => call('POST /loan-applications/{applicationId}/complaints', { params: { applicationId }, body: { kind, text: text.trim() }, idempotencyKey }), '已提交')
    if (made) setText('')
    await load.reload()
  }
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后投诉">
        {({ items }) => {
          const mine = items.filter((one) => one.applicationId === applicationId)
          return (
            <>
              {mine.map((one) => (
                <Card key={one.complaintId} title={`${one.lenderName} · ${one.kindTitle}`} aside={<Tag tone={one.status === 'open' ? 'amber' : 'green'}>{one.status === 'open' ? '处理中' : '已答复'}</Tag>}>
                  <Facts items={[{ name: '情况', value: one.text }, one.answer === null ? { name: '答复', value: `${day(one.dueOn)}前` } : { name: one.upheld ? '属实' : '不属实', value: one.answer }]} />
                </Card>
              ))}
              {!mine.some((one) => one.status === 'open') && (
                <Card title="投诉">
                  <View className="stack">
                    <View className="words">由本市信用主管部门处理，不影响您的申请。</View>
                    <Choice label="哪一类问题" items={COMPLAINTS} selected={kind} onSelect={(code) => setKind(COMPLAINTS.find((one) => one.code === code)?.code ?? 'other')} />
                    <Words label="什么情况" most={1000} value={text} placeholder="什么时候、谁、说了什么或做了什么" error={error} onInput={(value) => { setText(value); setError(undefined) }} />
                    {problem && <Problem error={problem} kept="您写的内容还在" />}
                    <Button onTap={file}>提交投诉</Button>
                  </View>
                </Card>
              )}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
