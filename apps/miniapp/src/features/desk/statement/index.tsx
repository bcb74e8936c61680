import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Tap } from '../../../components/tap'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { paramOf } from '../../../lib/go'
import { Intention } from '../../../lib/intention'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import './index.css'
import { type Doubts, disputeWords, entryLine, headFacts, linesOf, reasonProblem, toggled } from './statement.view'

/** A month's statement line by line: the owner confirms it, or says which lines are wrong and why. Answered once. */
export default function DeskStatement() {
  const { params: given } = useRouter()
  const params = { merchantId: paramOf(given, 'merchantId') ?? '', statementId: paramOf(given, 'statementId') ?? '' }
  const owns = paramOf(given, 'owns') === '1'
  const load = useMine(`desk-statement:${params.statementId}`, () => call('GET /desk/merchants/{merchantId}/settlements/{statementId}', { params }))
  const [doubts, setDoubts] = useState<Doubts>({})
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<ApiError>()
  const answering = useRef(new Intention())
  const count = Object.keys(doubts).length
  const answerable = owns && load.data?.status === 'drawn'

  const send = async () => {
    setTried(true)
    setProblem(undefined)
    const lines = linesOf(doubts)
    if (!lines) return
    try {
      load.replace(
        await answering.current.attempt((idempotencyKey) =>
          lines.length === 0
            ? call('POST /desk/merchants/{merchantId}/settlements/{statementId}/confirmation', { params, idempotencyKey })
            : call('POST /desk/merchants/{merchantId}/settlements/{statementId}/dispute', { params, body: { lines }, idempotencyKey }),
        ),
      )
      setDoubts({})
      toast(lines.length === 0 ? '已确认' : '异议已提交')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }

  return (
    <Page
      notice={<Stale load={load} />}
      footer={
        answerable ? (
          <>
            {problem && <Problem error={problem} kept="您填的内容还在" />}
            <Button onTap={send}>{count === 0 ? '全部无误，确认' : `提交 ${count} 笔异议，其余确认`}</Button>
          </>
        ) : undefined
      }
    >
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={6} />}>
        {(statement) => (
          <>
            <Card>
              <Facts items={headFacts(statement)} />
            </Card>
            {answerable && <View className="words">逐笔核对。有不对的，点“有异议”并写明理由；没有点的视为认可</View>}
            {!owns && statement.status === 'drawn' && <View className="words">由店主确认或提出异议</View>}
            <List label="明细">
              {statement.entries.map((entry) => {
                const doubt = doubts[entry.entryId]
                const words = disputeWords(entry.dispute)
                const mark = (
                  <Tap
                    className={doubt === undefined ? 'statement__doubt' : 'statement__doubt statement__doubt--on'}
                    role="checkbox"
                    checked={doubt !== undefined}
                    label={`${entryLine(entry).title}有异议`}
                    onTap={() => setDoubts(toggled(doubts, entry.entryId))}
                  >
                    有异议
                  </Tap>
                )
                return (
                  <View key={entry.entryId}>
                    <ListItem {...entryLine(entry)} {...(answerable ? { aside: mark } : {})} />
                    {doubt !== undefined && (
                      <View className="statement__reason">
                        <Field
                          label="理由"
                          value={doubt}
                          {...(tried && reasonProblem(doubt) !== undefined ? { error: reasonProblem(doubt) ?? '' } : {})}
                          maxLength={500}
                          placeholder="例如：这一笔的补贴与约定不符"
                          onInput={(reason) => setDoubts({ ...doubts, [entry.entryId]: reason })}
                        />
                      </View>
                    )}
                    {words !== undefined && <View className="statement__answer">{words}</View>}
                  </View>
                )
              })}
            </List>
          </>
        )}
      </Loaded>
    </Page>
  )
}
