import { Bullets } from '../../components/bullets'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Problem } from '../../components/problem'
import { Tag } from '../../components/tag'
import { moment } from '../../lib/format'
import { call } from '../../lib/request'
import { useAct } from '../../lib/use-act'
import type { Letter } from './case.view'

/** 两书同达: the letter that came with the decision, and its receipt. */
export function LetterCard({ letter, onDone }: { letter: Letter; onDone: () => Promise<void> }) {
  const { problem, act } = useAct()
  const confirm = async () => {
    const params = { letterId: letter.letterId }
    if (await act((idempotencyKey) => call('POST /repair-letters/{letterId}/acknowledgement', { params, idempotencyKey }), '已确认收到')) await onDone()
  }
  return (
    <Card title={letter.title} aside={<Tag tone={letter.acknowledgedAt === null ? 'amber' : 'green'}>{letter.acknowledgedAt === null ? '待签收' : '已签收'}</Tag>}>
      <View className="stack stack--tight">
        <Bullets items={letter.paragraphs} />
        <View className="words">{`${letter.office}随处罚决定一并送达${letter.deliveredAt === null ? '' : `，${moment(letter.deliveredAt)}`}${letter.acknowledgedAt === null ? '。确认收到不等于认可处罚。' : `；${moment(letter.acknowledgedAt)}签收。`}`}</View>
        {problem && <Problem error={problem} />}
        {letter.acknowledgedAt === null && (
          <Button kind="secondary" onTap={confirm}>
            确认收到
          </Button>
        )}
      </View>
    </Card>
  )
}
