import { View } from '@tarojs/components'
import { BillLine } from '../../components/bill-line'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ChipRow } from '../../components/chip'
import { Field } from '../../components/field'
import { Fold } from '../../components/fold'
import { Loaded } from '../../components/loaded'
import { Problem } from '../../components/problem'
import { Skeleton } from '../../components/skeleton'
import { Trend } from '../../components/trend'
import { a11y } from '../../lib/a11y'
import { day, points } from '../../lib/format'
import { aheadPoints, aheadSentence, choices, endings, historyPoints, type Projection, type WhatIf } from './ahead.view'
import { type ScoreSource, useAhead, useHistory } from './use-ahead'

interface AheadProps {
  source: ScoreSource
  onRecord: (recordId: string) => void
}

/** 接下来会怎样: the next twelve month-ends, until when each record counts, and one "what if". */
export function Ahead({ source, onRecord }: AheadProps) {
  const ahead = useAhead(source)
  return (
    <Card title="接下来会怎样">
      <Loaded load={ahead.load} skeleton={<Skeleton rows={4} />}>
        {(projection) => (
          <View className="stack">
            <View className="words">{aheadSentence(projection)}</View>
            <Trend history={aheadPoints(projection)} />
            <Supposing projection={projection} ahead={ahead} />
            <Fold title="每项计到哪天">
              <View className="bill">
                {endings(projection).map(({ key, title, pointsCenti, until, recordId }) => (
                  <BillLine key={key} title={title} pointsCenti={pointsCenti} reason={until} onTap={() => onRecord(recordId)} />
                ))}
              </View>
            </Fold>
          </View>
        )}
      </Loaded>
    </Card>
  )
}

function Supposing({ projection, ahead: { choice, text, wrong, answer, problem, choose, type, ask } }: { projection: Projection; ahead: ReturnType<typeof useAhead> }) {
  const items = choices(projection)
  const adds = choice?.ask.kind === 'add' ? choice.ask : undefined
  return (
    <View className="stack stack--tight">
      <View className="words">如果……</View>
      <ChipRow
        label="假设一项变化"
        items={items}
        selected={choice?.code ?? ''}
        onSelect={(code) => {
          const chosen = items.find((item) => item.code === code)
          if (chosen) choose(chosen, projection)
        }}
      />
      {choice && (
        <>
          <Field label={adds ? `增加多少${adds.unitTitle}` : '哪天完成'} kind={adds ? 'number' : 'text'} value={text} onInput={type} error={wrong} placeholder={adds ? '20' : '2027-01-15'} maxLength={10} onDone={() => void ask(projection)} />
          <Button kind="secondary" onTap={() => ask(projection)}>
            算一算
          </Button>
        </>
      )}
      <View {...a11y({ live: 'polite' })}>{answer && <Answer answer={answer} />}</View>
      {problem && <Problem error={problem} kept="只是假设，没有改动任何记录" />}
    </View>
  )
}

const Answer = ({ answer: { day: on, before, after, sentence, differenceCenti } }: { answer: WhatIf }) => (
  <View className="bill">
    <BillLine title={`${day(on)}：${points(before.totalCenti)} → ${points(after.totalCenti)} 分`} pointsCenti={differenceCenti} reason={`${sentence}。只是假设，没有改动任何记录。`} sum />
  </View>
)

/** 分数变化: each change of the score with its reason. */
export function Changes({ source, onRecord }: AheadProps) {
  const load = useHistory(source)
  return (
    <Card title="分数变化">
      <Loaded load={load} skeleton={<Skeleton rows={4} />}>
        {({ items }) => (
          <View className="stack">
            <Trend history={historyPoints(items)} />
            <View className="bill">
              {items.map(({ historyId, day: on, deltaCenti, reason, totalCenti, moves: [main] }) => {
                const recordId = main?.recordId
                return <BillLine key={historyId} title={reason.replace(/^[+−]?[\d.]+：/, '')} pointsCenti={deltaCenti} reason={`${day(on)}，变为 ${points(totalCenti)} 分`} onTap={recordId ? () => onRecord(recordId) : undefined} />
              })}
            </View>
          </View>
        )}
      </Loaded>
    </Card>
  )
}
