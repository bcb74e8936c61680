import { View } from '@tarojs/components'
import { ForMe } from '../../components/for-whom'
import { Loaded, Stale } from '../../components/loaded'
import { Page } from '../../components/page'
import { QuickActions, useQuickActions } from '../../components/quick-actions'
import { Skeleton } from '../../components/skeleton'
import { go } from '../../lib/go'
import { useLargeType } from '../../lib/large-type'
import type { Loaded as Load } from '../../lib/use-load'
import { firstButtonNote, type HomeView, type Offers, threeThings } from './home.view'
import './index.css'
import { AskRealName, AskToOpen, FourButtons, ScoreCard, Things, Welcome } from './parts'
import { useHome } from './use-home'

export default function Home() {
  const { large } = useLargeType()
  const { standing, offers, view, problem, refuse } = useHome()
  const notice = <Stale load={standing} />
  if (!standing.signedIn) {
    return (
      <Page heading="信惠" forWhom={<ForMe />} actions={<QuickActions />}>
        <Welcome />
      </Page>
    )
  }
  if (large) {
    return (
      <Page forWhom={<ForMe />} notice={notice}>
        <Loaded load={standing} skeleton={<Skeleton kind="list" rows={4} />}>
          {() => view && <LargeHome view={view} />}
        </Loaded>
      </Page>
    )
  }
  return (
    <Page forWhom={<ForMe />} actions={<QuickActions />} notice={notice}>
      <Loaded load={standing} skeleton={<Skeleton kind="dial" rows={3} />}>
        {() => (
          <>
            {view?.kind === 'real-name' && <AskRealName />}
            {view?.kind === 'ask' && <AskToOpen problem={problem} onRefuse={refuse} />}
            {view?.kind === 'score' && <ScoreCard score={view.score} />}
            {(view?.kind === 'score' || view?.kind === 'without-score') && <WhatICanDo view={view} offers={offers} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function WhatICanDo({ view, offers }: { view: HomeView; offers: Load<Offers> }) {
  return (
    <View className="stack stack--tight">
      <View className="section-title">现在能办的事</View>
      <Loaded load={offers} skeleton={<Skeleton kind="list" rows={3} />}>
        {(data) => <Things things={threeThings(data, view.kind === 'score' ? view.score : null)} />}
      </Loaded>
    </View>
  )
}

/** 适老: four buttons, nothing else. */
function LargeHome({ view }: { view: HomeView }) {
  const { show, read, sheet } = useQuickActions()
  return (
    <>
      <FourButtons
        buttons={[
          { icon: 'gauge', title: '我的信用分', note: firstButtonNote(view), onTap: () => void go(view.kind === 'real-name' ? 'realName' : 'scoreDetail') },
          { icon: 'qr', title: '出示码', onTap: () => void show() },
          { icon: 'perk', title: '优惠', onTap: () => void go('perks') },
          { icon: 'scan', title: '扫一扫', onTap: () => void read() },
        ]}
      />
      {sheet}
    </>
  )
}
