import { View } from '@tarojs/components'
import { BillLine } from '../../components/bill-line'
import { Bullets } from '../../components/bullets'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Dial } from '../../components/dial'
import { Icon } from '../../components/icon'
import type { IconName } from '../../components/icon/icons'
import { List, ListItem } from '../../components/list'
import { Problem } from '../../components/problem'
import { Tap } from '../../components/tap'
import type { ApiError } from '../../lib/api-error'
import { day } from '../../lib/format'
import { go } from '../../lib/go'
import { gapSentence, type Score, type Thing } from './home.view'

/** Nobody is signed in: what this is, and one button. */
export function Welcome() {
  return (
    <>
      <Card title="守信的人，处处方便">
        <Bullets items={['用信用分换优惠：免押金、打折、优先办', '每一分从哪来、到哪天为止，都写清楚', '开不开通由您定，不开通不影响办任何事']} />
      </Card>
      <Button onTap={() => go('login')}>登录</Button>
    </>
  )
}

export function AskRealName() {
  return (
    <>
      <Card title="还差一步：实名认证">
        <View className="words">确认您是谁之后，才能看您的信用记录、开通信用分和领取优惠。</View>
      </Card>
      <Button onTap={() => go('realName')}>去实名认证</Button>
    </>
  )
}

export function AskToOpen({ problem, onRefuse }: { problem: ApiError | undefined; onRefuse: () => Promise<void> }) {
  return (
    <>
      <Card title="要不要开通信用分，您来定">
        <Bullets
          items={['开通后能看到自己的分数和每一分的来历，可领的优惠更多', '商户看不到分数，分数也不用来拒绝或限制任何人', '不开通不影响办任何事，人人可领的优惠照样领', '开通后随时可以关闭，关闭后分数立即删除']}
        />
      </Card>
      {problem && <Problem error={problem} />}
      <Button onTap={() => go('scoreOpen')}>开通信用分</Button>
      <Button kind="secondary" onTap={onRefuse}>
        暂不开通
      </Button>
    </>
  )
}

export function ScoreCard({ score }: { score: Score }) {
  return (
    <Card>
      <Dial totalCenti={score.totalCenti} maxCenti={score.maxCenti} bands={score.bands} gradeTitle={score.gradeTitle} />
      <View className="home-score__gap">{gapSentence(score)}</View>
      <View className="home-score__change">
        {score.change ? <BillLine title={score.change.sentence} reason={day(score.change.on)} pointsCenti={score.change.deltaCenti} /> : <View className="words">这是首次计算的分数，以后有变化会写在这里</View>}
      </View>
      <Tap className="home-score__more" onTap={() => void go('scoreDetail')}>
        <View>看每一分从哪来</View>
        <Icon name="right" size={16} />
      </Tap>
    </Card>
  )
}

export function Things({ things }: { things: readonly Thing[] }) {
  return (
    <List label="现在能办的事">
      {things.map(({ key, icon, title, note, page, params }) => (
        <ListItem key={key} icon={icon} title={title} note={note} onTap={() => void go(page, params)} />
      ))}
    </List>
  )
}

interface LargeButton {
  icon: IconName
  title: string
  note?: string
  onTap: () => void
}

export function FourButtons({ buttons }: { buttons: readonly LargeButton[] }) {
  return (
    <View className="home-four">
      {buttons.map(({ icon, title, note, onTap }) => (
        <Tap key={title} className="home-four__button" onTap={onTap}>
          <Icon name={icon} size={32} />
          <View className="home-four__words">
            <View className="home-four__title">{title}</View>
            {note !== undefined && <View className="home-four__note">{note}</View>}
          </View>
          <Icon name="right" size={18} />
        </Tap>
      ))}
    </View>
  )
}
