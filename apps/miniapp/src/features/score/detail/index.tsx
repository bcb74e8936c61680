import { View } from '@tarojs/components'
import { BillLine } from '../../../components/bill-line'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Fold } from '../../../components/fold'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { a11y } from '../../../lib/a11y'
import { day, points, signedPoints } from '../../../lib/format'
import { go } from '../../../lib/go'
import { Bands } from '../bands'
import { Ahead, Changes } from './ahead'
import { type BillPart, type BillRow, CLOSING, openOrders, type Score, toBill } from './detail.view'
import './index.css'
import { useDetail } from './use-detail'

export default function Detail() {
  const { load, asking, open, problem, ask, close } = useDetail()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看您的信用分">
        {(mine) =>
          mine.status === 'open' ? (
            <>
              <Statement score={mine.score} />
              <Ahead />
              <Changes />
              <Button kind="text" onTap={() => ask(true)}>
                关闭信用分
              </Button>
              <Confirm
                open={asking}
                title="关闭信用分？"
                action="关闭信用分"
                danger
                onConfirm={close}
                onClose={() => ask(false)}
                body={
                  <View className="stack stack--tight">
                    <Bullets items={CLOSING} />
                    {open.length > 0 && <Bullets label="没有办完的订单" items={openOrders(open)} />}
                    {problem && <Problem error={problem} kept="信用分没有变动" />}
                  </View>
                }
              />
            </>
          ) : (
            <Empty
              icon="shield"
              title="没有开通信用分"
              note="开不开通由您定，不开通不影响办任何事"
              action={
                <Button inline onTap={() => go('scoreOpen')}>
                  看看开通说明
                </Button>
              }
            />
          )
        }
      </Loaded>
    </Page>
  )
}

function Statement({ score }: { score: Score }) {
  const bill = toBill(score)
  return (
    <>
      <View className="statement" {...a11y({ role: 'heading', level: 1 })}>
        <View className="statement__number">{points(score.totalCenti)}</View>
        <View className="statement__grade">{`${score.gradeTitle} · 满分 ${points(score.maxCenti)}`}</View>
        <View className="words">{`按${day(score.day)}的记录计算`}</View>
      </View>
      <Card>
        <Rows rows={bill.base} sum />
      </Card>
      {bill.parts.map((part) => (
        <Part key={part.code} part={part} />
      ))}
      {bill.whole.length > 0 && (
        <Card title="总分">
          <Rows rows={bill.whole} />
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
        <ListItem icon="info" title="评价模型" note={score.weightsNote} onTap={() => void go('scoreModel')} />
      </List>
    </>
  )
}

function Part({ part: { title, pointsCenti, capCenti, stretches } }: { part: BillPart }) {
  return (
    <Card title={title} aside={<View className="statement__part">{signedPoints(pointsCenti)}</View>}>
      {stretches.length === 0 && <View className="words">{`没有记录，计 0 分。本维度最多 ${signedPoints(capCenti)} 分。`}</View>}
      {stretches.map(({ key, rows, rest, restTitle }) => (
        <View key={key} className="stretch">
          <Rows rows={rows} />
          {rest.length > 0 && (
            <Fold title={restTitle} label={`${rows[0]?.title ?? ''}：${restTitle}`}>
              <Rows rows={rest} />
            </Fold>
          )}
        </View>
      ))}
    </Card>
  )
}

function Rows({ rows, sum = false }: { rows: readonly BillRow[]; sum?: boolean }) {
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
          onTap={recordId === null ? undefined : () => void go('records', { record: recordId })}
        />
      ))}
    </View>
  )
}
