import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { Button } from '../../components/button'
import { ChipRow } from '../../components/chip'
import { Empty } from '../../components/empty'
import { ForWhom } from '../../components/for-whom'
import { Icon } from '../../components/icon'
import { Loaded, Stale } from '../../components/loaded'
import { Page } from '../../components/page'
import { Problem } from '../../components/problem'
import { QuickActions } from '../../components/quick-actions'
import { SearchBox } from '../../components/search-box'
import { Skeleton } from '../../components/skeleton'
import { Tap } from '../../components/tap'
import { classNames } from '../../lib/class-names'
import { go } from '../../lib/go'
import './index.css'
import { PerkLine } from './perk-line'
import { emptyWords } from './perks.view'
import { usePerks } from './use-perks'

const ME = { id: 'me', name: '我本人', kind: 'person' } as const

export default function Perks() {
  const { scenes, perks, items, more, filter, typed, setTyped, pick, toggleMine, signedIn } = usePerks()
  useReachBottom(() => void more.load())
  const empty = emptyWords({ ...filter, signedIn })
  return (
    <Page heading="守信可享的优惠" forWhom={<ForWhom current={ME} choices={[ME]} onSwitch={() => {}} />} actions={<QuickActions />} notice={<Stale load={perks} />}>
      <SearchBox label="搜商户或优惠" value={typed} onInput={setTyped} />
      <ChipRow label="场景" items={scenes} selected={filter.scene} onSelect={pick} />
      <View className="perks__ways">
        <Button kind="text" inline onTap={() => go('perksNear')}>
          附近的
        </Button>
        <Button kind="text" inline onTap={() => go('perksSaved')}>
          我的收藏
        </Button>
      </View>
      <Tap role="checkbox" className={classNames('perks__mine', filter.onlyMine && 'perks__mine--on')} checked={filter.onlyMine} onTap={toggleMine}>
        <View className="perks__box">{filter.onlyMine && <Icon name="check" size={16} />}</View>
        只看我能领的
      </Tap>
      <Loaded load={perks} skeleton={<PerksSkeleton />}>
        {() =>
          items.length === 0 ? (
            <Empty
              icon="perk"
              title={empty.title}
              note={empty.note}
              action={
                empty.login && (
                  <Button inline onTap={() => go('login')}>
                    去登录
                  </Button>
                )
              }
            />
          ) : (
            <>
              <View className="perks__list">
                {items.map((card) => (
                  <PerkLine key={card.perkId} card={card} onTap={() => void go('perk', { perkId: card.perkId })} />
                ))}
              </View>
              {more.error && <Problem error={more.error} kept="上面的内容还在" />}
              {more.has && (
                <Button kind="secondary" loading={more.busy} onTap={more.load}>
                  {more.error ? '再试一次' : '再看一些'}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
    </Page>
  )
}

const PerksSkeleton = () => (
  <View className="perks__list">
    {[0, 1, 2, 3].map((card) => (
      <Skeleton key={card} rows={4} />
    ))}
  </View>
)
