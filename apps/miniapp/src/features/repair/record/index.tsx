import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { day } from '../../../lib/format'
import { go } from '../../../lib/go'
import { RepairAnswer } from '../answer'
import { applyLabel } from '../case.view'
import { LetterCard } from '../letter'
import { calendarOf } from '../repair.view'
import { saveDays } from '../save-days'
import { useRecord } from './use-record'

export default function RepairRecord() {
  const { load, firmId, offer, letter, reloadLetters, score, problem, remind } = useRecord()
  const apply = offer.data && applyLabel(offer.data)
  const recordId = load.data?.recordId
  return (
    <Page notice={<Stale load={load} />} footer={apply && recordId !== undefined ? <Button onTap={() => go('repairApply', { recordId })}>{apply}</Button> : undefined}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看这条记录什么时候可以修复">
        {(answer) => {
          const earliest = answer.check?.applied.earliestOn ?? null
          const events = calendarOf(answer, answer.recordId)
          return (
            <>
              <Card title={answer.title}>
                <Facts items={[{ name: '类别', value: answer.itemTitle }, { name: '来源', value: answer.sourceOffice }, { name: '认定', value: day(answer.decidedOn) }]} />
              </Card>
              {letter?.acknowledgedAt === null && <LetterCard letter={letter} onDone={reloadLetters} />}
              <RepairAnswer answer={answer} subjectKind={answer.subjectKind} score={score} record={{ recordId: answer.recordId, firmId }} />
              {letter && letter.acknowledgedAt !== null && <LetterCard letter={letter} onDone={reloadLetters} />}
              {offer.error?.code === 'FORBIDDEN' && <View className="words">法定代表人没有给您办理修复的权限，可以请法定代表人申请。</View>}
              {problem && <Problem error={problem} />}
              <View className="stack stack--tight">
                {earliest !== null && earliest > answer.today && (
                  <Button kind="secondary" onTap={() => remind(answer.remindOn === null)}>
                    {answer.remindOn === null ? '到那天提醒我' : '不用提醒了'}
                  </Button>
                )}
                {events.length > 0 && (
                  <Button kind="secondary" icon="clock" onTap={() => saveDays(events)}>
                    加到日历
                  </Button>
                )}
              </View>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
