import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ChipRow } from '../../../components/chip'
import { Field } from '../../../components/field'
import { List, ListItem } from '../../../components/list'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { go } from '../../../lib/go'
import { RepairAnswer } from '../answer'
import { calendarOf } from '../repair.view'
import { saveDays } from '../save-days'
import { DUTIES, type Form, KINDS, OFFICES, PENALTIES, SEVERITIES, SUBJECTS } from './calculator.view'
import { useCalculator } from './use-calculator'
import { useOwn } from './use-own'

export default function RepairCalculator() {
  const { form, errors, problem, result, change, ask } = useCalculator()
  const own = useOwn(result && { subjectKind: result.subjectKind, decidedOn: result.answer.decidedOn })
  const pick = (name: keyof Form) => (code: string) => change({ [name]: code })
  return (
    <Page footer={<Button onTap={ask}>什么时候可以修复</Button>}>
      <View className="words">不用登录。填决定书上的内容就能算，填的内容不保存。</View>
      <List label="修复指引">
        <ListItem icon="book" title="修复指引" note="各类记录一步一步怎么办" onTap={() => void go('guides')} />
      </List>
      <Card title="决定书">
        <View className="stack">
          <Choice label="哪一类记录" items={KINDS} selected={form.kind} onSelect={pick('kind')} />
          <Choice label="对谁作出的" items={SUBJECTS} selected={form.subject} onSelect={pick('subject')} />
          <Choice label="哪个部门作出的" items={OFFICES} selected={form.office} onSelect={pick('office')} />
          <Field label="作出决定的日期" value={form.decidedOn} placeholder="2026-05-10" error={errors.decidedOn} onInput={(decidedOn) => change({ decidedOn })} onDone={() => void ask()} />
          {form.kind === 'penalty' && (
            <>
              <Choice label="情节" items={SEVERITIES} selected={form.severity} onSelect={pick('severity')} />
              <Choice label="处罚类别（选最重的）" items={PENALTIES} selected={form.penalty} onSelect={pick('penalty')} />
              {form.penalty === '罚款' && <Field label="罚款金额（元，可不填）" value={form.fine} kind="number" error={errors.fine} onInput={(fine) => change({ fine })} />}
            </>
          )}
          <Choice label="义务履行完了吗" items={DUTIES} selected={form.duties} onSelect={pick('duties')} />
          {form.duties === 'done' && <Field label="履行完的日期" value={form.dutiesOn} placeholder="2026-06-01" error={errors.dutiesOn} onInput={(dutiesOn) => change({ dutiesOn })} />}
        </View>
      </Card>
      {problem && <Problem error={problem} kept="您填的内容还在" />}
      {result && (
        <>
          {own.length > 0 && (
            <Card title="是您的记录吗？">
              <List label="同一天作出的、您的记录">
                {own.map(({ recordId, firmId, title, note }) => (
                  <ListItem key={recordId} icon="file" title={title} note={`${note}。点开看还差什么、去申请`} onTap={() => void go('repairRecord', { recordId, firmId })} />
                ))}
              </List>
            </Card>
          )}
          <RepairAnswer answer={result.answer} subjectKind={result.subjectKind} />
          {calendarOf(result.answer, 'typed').length > 0 && (
            <Button kind="secondary" icon="clock" onTap={() => saveDays(calendarOf(result.answer, `typed-${result.answer.decidedOn}`))}>
              加到日历
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

function Choice({ label, ...row }: { label: string; items: readonly { code: string; title: string }[]; selected: string; onSelect: (code: string) => void }) {
  return (
    <View>
      <View className="field__label">{label}</View>
      <ChipRow label={label} {...row} />
    </View>
  )
}
