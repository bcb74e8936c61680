import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { ErrorState } from '../../../components/error-state'
import { Facts } from '../../../components/facts'
import { Icon } from '../../../components/icon'
import { Problem } from '../../../components/problem'
import { Scanner } from '../../../components/scanner'
import { Skeleton } from '../../../components/skeleton'
import { a11y } from '../../../lib/a11y'
import { go } from '../../../lib/go'
import { DeskReceiptCard } from '../receipt-card'
import { confirmWords, keptFacts, verdictWords } from './scan.view'
import type { useScan } from './use-scan'

type Scan = ReturnType<typeof useScan>

/** The step the clerk is at. */
export function ScanBody({ scan: { step, problem, check } }: { scan: Scan }) {
  switch (step.at) {
    case 'scanning':
      return (
        <>
          {problem !== undefined && (
            <View className="scanner__problem" {...a11y({ role: 'alert' })}>
              {problem}
            </View>
          )}
          <View className="words">对准顾客的出示码，查验后再确认核销</View>
          <Scanner onCode={(text) => void check(text)} />
        </>
      )
    case 'checking':
      return (
        <>
          <View className="verdict__wait" {...a11y({ role: 'status' })}>
            正在查验…
          </View>
          <Skeleton rows={5} />
        </>
      )
    case 'unchecked':
      return <ErrorState error={step.error} kept={step.why === undefined ? '没有核销，券没有变化' : `没有核销，券没有变化。${step.why}`} action="再查一次" onRetry={() => check(step.presented)} />
    case 'verdict': {
      const { may, heading, sentence, todo, facts } = verdictWords(step.verdict, step.said)
      return (
        <>
          <View className={may ? 'verdict verdict--may' : 'verdict verdict--may-not'} {...a11y({ role: 'alert' })}>
            <Icon name={may ? 'done' : 'blocked'} size={64} />
            <View className="verdict__heading">{heading}</View>
            <View className="verdict__sentence">{may ? (step.verdict.benefit ?? sentence) : sentence}</View>
            {step.ask !== undefined && <View className="verdict__ask">{step.ask}</View>}
            {step.verdict.asksPromotions && <View className="verdict__ask">这张券不能和店内活动同时用，请看账单上有没有</View>}
            {step.offline && <View className="verdict__alone">没有网络，由这部手机核验</View>}
          </View>
          {problem !== undefined && (
            <View className="scanner__problem" {...a11y({ role: 'alert' })}>
              {problem}
            </View>
          )}
          <View className="card">
            <View className="verdict__todo">
              <View className="words">现在请</View>
              <View className="verdict__do">{todo}</View>
            </View>
            {facts.length > 0 && <Facts items={facts} />}
          </View>
        </>
      )
    }
    case 'kept':
      return (
        <View className="card desk-receipt" {...a11y({ role: 'status' })}>
          <View className="desk-receipt__mark desk-receipt__mark--done">
            <Icon name="done" size={64} />
          </View>
          <View className="desk-receipt__words" {...a11y({ role: 'heading', level: 1 })}>
            已核销，待入账
          </View>
          <View className="desk-receipt__benefit">{step.scan.benefit}</View>
          <View className="desk-receipt__facts">
            <Facts items={keptFacts(step.scan)} />
          </View>
        </View>
      )
    case 'done':
      return <DeskReceiptCard receipt={step.receipt} fresh />
  }
}

/** One primary action by step. */
export function ScanFooter({ scan: { step, redeem, say, judgeAlone, again } }: { scan: Scan }) {
  switch (step.at) {
    case 'scanning':
    case 'checking':
      return null
    case 'unchecked':
      return (
        <Button kind="secondary" icon="scan" onTap={again}>
          重新扫码
        </Button>
      )
    case 'verdict':
      if (step.verdict.verdict === 'may-not') {
        return (
          <>
            <Button icon="scan" onTap={again}>
              继续扫码
            </Button>
            {step.verdict.code === 'NOT_STACKABLE' && !step.said?.promotions && (
              <Button kind="secondary" onTap={() => say({ otherBill: true })}>
                是另一笔消费，再查一次
              </Button>
            )}
          </>
        )
      }
      return (
        <>
          {step.failure && <Problem error={step.failure} kept={step.failure.unanswered ? '还不知道核销成功没有，再试一次不会重复核销' : undefined} />}
          {step.unkept && (
            <View className="scanner__problem" {...a11y({ role: 'alert' })}>
              没有存下，这次不算核销。手机空间可能满了，请清理后再试，或等联网
            </View>
          )}
          <Button icon="check" onTap={redeem}>
            {step.failure || step.unkept ? '再试一次' : confirmWords(step)}
          </Button>
          {step.verdict.asksPromotions && !step.failure && !step.unkept && (
            <Button kind="secondary" onTap={() => say({ promotions: true })}>
              有店内活动
            </Button>
          )}
          {step.failure?.unanswered && (
            <Button kind="secondary" icon="offline" onTap={judgeAlone}>
              没有网络，离线核销
            </Button>
          )}
          <Button kind="text" onTap={again}>
            {step.failure || step.unkept ? '重新扫码' : '不核销，重新扫码'}
          </Button>
        </>
      )
    case 'kept':
      return (
        <Button icon="scan" onTap={again}>
          继续扫码
        </Button>
      )
    case 'done':
      return (
        <>
          <Button icon="scan" onTap={again}>
            继续扫码
          </Button>
          <Button kind="text" onTap={() => go('deskReceipt', { redemptionId: step.receipt.redemptionId })}>
            扫错了，去撤销
          </Button>
        </>
      )
  }
}
