import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Empty } from '../../../components/empty'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { go } from '../../../lib/go'
import { call } from '../../../lib/request'
import { Ahead, Changes } from '../ahead'
import { Statement } from '../statement'
import { CLOSING, openOrders } from './detail.view'
import type { ScoreSource } from '../use-ahead'
import { useDetail } from './use-detail'

const OWN: ScoreSource = {
  name: 'score',
  projection: () => call('GET /me/score/projection'),
  suppose: (body) => call('POST /me/score/what-if', { body }),
  history: () => call('GET /me/score/history', { query: { limit: 50 } }),
}
const toRecord = (recordId: string) => void go('records', { record: recordId })

export default function Detail() {
  const { load, asking, open, problem, ask, close } = useDetail()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看您的信用分">
        {(mine) =>
          mine.status === 'open' ? (
            <>
              <Statement score={mine.score} onRecord={toRecord} onModel={() => void go('scoreModel')} />
              <Ahead source={OWN} onRecord={toRecord} />
              <Changes source={OWN} onRecord={toRecord} />
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
