import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ChipRow } from '../../../components/chip'
import { Empty } from '../../../components/empty'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { SearchBox } from '../../../components/search-box'
import { Skeleton } from '../../../components/skeleton'
import { go } from '../../../lib/go'
import { Entry } from '../entry'
import { More } from '../more'
import { emptyWords, toRow, VIEWS, viewNote } from '../publication.view'
import { useLists } from './use-lists'

const CHIPS = VIEWS.map(({ code, short }) => ({ code, title: short }))

/** 双公示 and the red and black lists, newest decision first. */
export default function PublicLists() {
  const { view, pick, typed, setTyped, keyword, load, items, more } = useLists()
  useReachBottom(() => void more.load())
  const empty = emptyWords(view, keyword ?? '')
  return (
    <Page notice={<Stale load={load} />}>
      <SearchBox label="搜企业、文号或事项" value={typed} onInput={setTyped} />
      <ChipRow label="类别" items={CHIPS} selected={view} onSelect={pick} />
      <View className="words">{viewNote(view)}</View>
      <Button kind="text" inline onTap={() => go('publicWithdrawals')}>
        撤回和更正的公示
      </Button>
      <Loaded load={load} skeleton={<Skeleton rows={8} />}>
        {() =>
          items.length === 0 ? (
            <Empty title={empty.title} note={empty.note} />
          ) : (
            <>
              {items.map((p) => (
                <Card key={p.recordId}>
                  <Entry row={toRow(p)} withFirm />
                </Card>
              ))}
              <More more={more} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
