import { View } from '@tarojs/components'
import { BillLine } from '../../components/bill-line'
import { Bullets } from '../../components/bullets'
import { Card } from '../../components/card'
import { Fold } from '../../components/fold'
import { List, ListItem } from '../../components/list'
import { a11y } from '../../lib/a11y'
import { day, points, signedPoints } from '../../lib/format'
import { Bands } from './bands'
import './statement.css'
import { type BillPart, type BillRow, type Score, toBill } from './statement.view'

interface StatementProps {
  score: Score
  onRecord: (recordId: string) => void
  onModel: () => void
}

/** A score or an evaluation as a bill: the sum at the foot is added up from the rows and equals the number on top. */
export function Statement({ score, onRecord, onModel }: StatementProps) {
  const bill = toBill(score)
  return (
    <>
      <View className="statement" {...a11y({ role: 'heading', level: 1 })}>
        <View className="statement__number">{points(score.totalCenti)}</View>
        <View className="statement__grade">{`${score.gradeTitle} · 满分 ${points(score.maxCenti)}`}</View>
        <View className="words">{`按${day(score.day)}的记录计算`}</View>
      </View>
      <Card>
        <Rows rows={bill.base} onRecord={onRecord} sum />
      </Card>
      {bill.parts.map((part) => (
        <Part key={part.code} part={part} onRecord={onRecord} />
      ))}
      {bill.whole.length > 0 && (
        <Card title="总分">
          <Rows rows={bill.whole} onRecord={onRecord} />
        </Card>
      )}
      <Card>
        <View className="bill">
          <BillLine title="合计" pointsCenti={bill.sumCenti} sum />
        </View>
      </Card>
      <Card title="等级">
        <Bands bands={score.bands} mine={score.grade} />
      </Card>
      <Card title="分数不会用来">
        <Bullets items={score.notUsedFor} />
      </Card>
      <List label="说明">
        <ListItem icon="info" title="评价模型" note={score.weightsNote} onTap={onModel} />
      </List>
    </>
  )
}

function Part({ part: { title, pointsCenti, capCenti, stretches }, onRecord }: { part: BillPart; onRecord: (recordId: string) => void }) {
  return (
    <Card title={title} aside={<View className="statement__part">{signedPoints(pointsCenti)}</View>}>
      {stretches.length === 0 && <View className="words">{`没有记录，计 0 分。本维度最多 ${signedPoints(capCenti)} 分。`}</View>}
      {stretches.map(({ key, rows, rest, restTitle }) => (
        <View key={key} className="stretch">
          <Rows rows={rows} onRecord={onRecord} />
          {rest.length > 0 && (
            <Fold title={restTitle} label={`${rows[0]?.title ?? ''}：${restTitle}`}>
              <Rows rows={rest} onRecord={onRecord} />
            </Fold>
          )}
        </View>
      ))}
    </Card>
  )
}

function Rows({ rows, onRecord, sum = false }: { rows: readonly BillRow[]; onRecord: (recordId: string) => void; sum?: boolean }) {
  return (
    <View className="bill">
      {rows.map(({ key, title, pointsCenti, reason, source, until, recordId }) => (
        <BillLine
          key={key}
          title={title}
          pointsCenti={pointsCenti}
          reason={reason}
          source={source}
          until={until}
          sum={sum}
          onTap={recordId === null ? undefined : () => onRecord(recordId)}
        />
      ))}
    </View>
  )
}
