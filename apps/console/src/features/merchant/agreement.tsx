import type { Api } from '@xinhui/contract'
import { type Fact, Facts } from '../../app/facts'
import { Section } from '../../app/page'
import { Mark, type Tone } from '../../app/states'
import { day, instant } from '../../lib/format'

type Detail = Api['GET /console/merchants/{merchantId}']['response']

const states: Readonly<Record<Detail['agreement']['state'], { title: string; tone: Tone }>> = {
  outside: { title: '线下签署', tone: 'plain' },
  running: { title: '有效', tone: 'good' },
  ending: { title: '快到期', tone: 'wait' },
  over: { title: '已到期，停止发券', tone: 'act' },
}

const reminderWords = (days: number | null): string => (days === null ? '还没有（到期前 30 天、7 天和到期时各一次）' : days === 0 ? '已提醒：到期' : `已提醒：到期前 ${days} 天`)

/** Until when the agreement runs, and what the merchant was reminded of. */
export function Agreement({ agreement: { state, textVersion, signedAt, validUntil, daysLeft }, remindedDays }: { agreement: Detail['agreement']; remindedDays: number | null }) {
  const dates: readonly Fact[] =
    validUntil === null
      ? [['到期', '系统里没有记录，店主可以在线补签']]
      : [
          ['到期', state === 'ending' ? `${day(validUntil)}，还有 ${daysLeft ?? 0} 天` : day(validUntil)],
          ['签署', signedAt === null ? '' : instant(signedAt)],
          ['协议文本', textVersion ?? ''],
          ['到期提醒', reminderWords(remindedDays)],
        ]
  return (
    <Section title="合作协议" aside={<Mark tone={states[state].tone}>{states[state].title}</Mark>}>
      <Facts rows={dates} />
      {(state === 'ending' || state === 'over') && <p className="quiet">店主在小程序“合作协议”里续签；到期后已发出的券照常核销。</p>}
    </Section>
  )
}
