import { Text, View } from '@tarojs/components'
import { classNames } from '../../lib/class-names'
import { day, points, signedPoints } from '../../lib/format'
import { Icon } from '../icon'
import { Tap } from '../tap'

export interface BillLineProps {
  title: string
  pointsCenti: number
  /** 基础分 and sums are shown without a plus. */
  sum?: boolean
  reason?: string
  /** 来源: the office the record came from. */
  source?: string | null
  /** `YYYY-MM-DD`: until when it counts. */
  until?: string | null
  onTap?: () => void
}

/** One row of the score's bill: what, how many points, why, from whom, until when. */
export function BillLine({ title, pointsCenti, sum = false, reason, source, until, onTap }: BillLineProps) {
  const facts = [source && `来源：${source}`, until && `计至 ${day(until)}`].filter((fact): fact is string => Boolean(fact))
  const inside = (
    <>
      <View className="bill-line__words">
        <View className="bill-line__title">{title}</View>
        {reason !== undefined && reason !== '' && <View className="bill-line__note">{reason}</View>}
        {facts.length > 0 && (
          <View className="bill-line__note">
            {facts.map((fact, index) => (
              <Text key={fact} className="bill-line__fact">
                {index < facts.length - 1 ? `${fact}，` : fact}
              </Text>
            ))}
          </View>
        )}
      </View>
      <Text className="bill-line__points">{sum ? points(pointsCenti) : signedPoints(pointsCenti)}</Text>
      {onTap && <Icon name="right" size={16} />}
    </>
  )
  const isNoted = facts.length > 0 || (reason !== undefined && reason !== '')
  const className = classNames('bill-line', sum && 'bill-line--sum', isNoted && 'bill-line--noted')
  return onTap ? (
    <Tap className={className} onTap={onTap}>
      {inside}
    </Tap>
  ) : (
    <View className={className}>{inside}</View>
  )
}
