import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { Card } from '../../components/card'
import { Facts } from '../../components/facts'
import { Fold } from '../../components/fold'
import { List, ListItem } from '../../components/list'
import { Picture } from '../../components/picture'
import { Tag } from '../../components/tag'
import { go } from '../../lib/go'
import { svgUri } from '../../lib/svg'
import { useTheme } from '../../lib/theme'
import { colours } from '../../styles/tokens'
import './answer.css'
import { type Answer, deadlineFacts, endSentence, setFacts, STATES, timelineFacts, timelineSentence, timelineSvg, type UnderSet, verdict } from './repair.view'

/** The answer about one record: the sentence, the picture, what is missing, every date, and the other set of an older decision. */
export function RepairAnswer({ answer, subjectKind, score, record = {} }: { answer: Answer; subjectKind: 'person' | 'organization'; score?: string | undefined; record?: { recordId?: string; firmId?: string | undefined } }) {
  const theme = useTheme()
  const src = useMemo(() => svgUri(timelineSvg(answer, colours[theme])), [answer, theme])
  const { check } = answer
  if (!check) return <Card title="没有适用的修复规定">这类记录不在信用修复的范围内。</Card>
  const { applied, other, transition } = check
  const { title, note } = verdict(applied)
  const ends = endSentence(check, subjectKind)
  return (
    <>
      <Card title={title} aside={<Tag>{applied.classTitle}</Tag>}>
        <View className="stack stack--tight">
          <View>{note}</View>
          <Picture className="repair-way" src={src} label={timelineSentence(answer)} />
          <Facts items={timelineFacts(answer)} />
          {ends !== null && <View className="repair-ends">{score === undefined ? `${ends}。` : `${ends}；${score}。`}</View>}
        </View>
      </Card>
      <Card title={applied.channel.code === 'window' ? '在这里申请' : '不在这里申请'}>
        <View>{`${applied.channel.title}：${applied.channel.where}`}</View>
      </Card>
      <Missing one={applied} />
      {other && (
        <Card title="作出决定时的规定">
          <View className="stack stack--tight">
            <View className="words">{transition ?? other.why}</View>
            <Facts items={setFacts(other)} />
          </View>
        </Card>
      )}
      <Card title="依据">
        <Facts items={setFacts(applied)} />
        <Fold title="说明" label="说明：怎么算的">
          {`${applied.why}。${applied.note}工作日按国务院办公厅公布的放假安排计算，已知到${answer.calendar.lastYear}年；之后的日期为暂估。`}
        </Fold>
      </Card>
      {answer.guides.length > 0 && (
        <List label="修复指引">
          {answer.guides.map(({ guideId, title: name }) => (
            <ListItem key={guideId} icon="book" title={name} note="每一步谁办、在哪办、带什么" onTap={() => void go('guide', { guideId, ...record })} />
          ))}
        </List>
      )}
      <Card title="当心收费代办">
        <View className="words">信用修复不收费。声称“包修复”“加急”“内部渠道”的都不可信；材料造假会被记录、公示。</View>
      </Card>
    </>
  )
}

function Missing({ one }: { one: UnderSet }) {
  if (one.conditions.length === 0) return null
  return (
    <Card title="条件和材料">
      {one.conditions.map((c) => (
        <View key={c.code} className="repair-condition">
          <View>{c.title}</View>
          <Tag tone={STATES[c.state].tone}>{STATES[c.state].word}</Tag>
        </View>
      ))}
      {one.materials.map((m) => (
        <View key={m.code} className="repair-condition">
          <View>{m.title}</View>
          {m.obtainableByOffice && <Tag>单位可代取</Tag>}
        </View>
      ))}
      {one.deadlines.length > 0 && <Facts items={deadlineFacts(one)} />}
    </Card>
  )
}
