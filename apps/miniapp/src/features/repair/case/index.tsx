import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Timeline } from '../../../components/timeline'
import { Words } from '../../../components/words'
import { a11y } from '../../../lib/a11y'
import { day, moment } from '../../../lib/format'
import { go } from '../../../lib/go'
import '../answer.css'
import { caseTimeline, channelRow, clockSentence, decisionFacts, decisionTitle, mayApplyAgain, type RepairCase, toneOf } from '../case.view'
import { Materials } from '../materials'
import { useCase } from './use-case'

/** One application: whose turn it is and until when, what happened, what was decided, and where the result has arrived. */
export default function RepairCasePage() {
  const { load, evidence, text, error, asking, setAsking, answerProblem, withdrawProblem, type, answer, withdraw } = useCase()
  const open = load.data?.mayAnswer === true
  return (
    <Page
      notice={<Stale load={load} />}
      footer={
        open ? (
          <View className="stack stack--tight">
            {answerProblem && <Problem error={answerProblem} kept="您填的内容还在" />}
            <Button onTap={answer}>提交补正</Button>
          </View>
        ) : undefined
      }
    >
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看您的修复申请">
        {(one) => (
          <>
            <Standing one={one} />
            {open && <Told one={one} open text={text} error={error} type={type} />}
            {open && <Materials one={one} evidence={evidence} open />}
            {one.decision && (
              <Card title={`决定：${decisionTitle(one.kind, one.decision.outcome)}`}>
                <Facts items={decisionFacts(one.decision)} />
              </Card>
            )}
            {one.channels.length > 0 && <Channels one={one} />}
            <Card title="进度">
              <Timeline label="办理进度" items={caseTimeline(one)} />
            </Card>
            {!open && <Told one={one} open={false} text={text} error={error} type={type} />}
            {!open && <Materials one={one} evidence={evidence} open={false} />}
            {one.statement !== '' && (
              <Card title="补充说明">
                <View className="words">{one.statement}</View>
              </Card>
            )}
            {one.commitmentAgreedAt !== null && (
              <Card title={one.commitment.title}>
                <View className="words">{`${moment(one.commitmentAgreedAt)}签署`}</View>
                <Fold title="全文" label={`全文：${one.commitment.title}`}>
                  <Bullets items={one.commitment.paragraphs} />
                </Fold>
              </Card>
            )}
            <Basis one={one} />
            {withdrawProblem && <Problem error={withdrawProblem} />}
            {one.mayWithdraw && (
              <Button kind="text" onTap={() => setAsking(true)}>
                撤回申请
              </Button>
            )}
            {mayApplyAgain(one) && (
              <Button kind="secondary" onTap={() => go('repairApply', { recordId: one.recordId })}>
                再次申请
              </Button>
            )}
          </>
        )}
      </Loaded>
      <Confirm open={asking} title="撤回申请？" action="撤回申请" danger onConfirm={withdraw} onClose={() => setAsking(false)} body="撤回后这件办结，材料不再使用；条件满足时可以重新申请。" />
    </Page>
  )
}

function Standing({ one }: { one: RepairCase }) {
  return (
    <Card title={one.kind === 'repair' ? one.itemTitle : `${one.kindTitle}：${one.itemTitle}`} aside={<Tag tone={toneOf(one.status)}>{one.statusTitle}</Tag>}>
      <View className="stack stack--tight">
        {one.clock !== null && <View className="repair-ends">{`${clockSentence(one.clock)}。`}</View>}
        <View className="words">{`${one.next}。`}</View>
        <Facts
          items={[
            ...(one.firmName === null ? [] : [{ name: '企业', value: one.firmName }]),
            { name: '单位', value: one.office },
            { name: '认定', value: day(one.decidedOn) },
            ...(one.submittedAt === null ? [] : [{ name: '提交', value: moment(one.submittedAt) }]),
            ...(one.endedOn === null ? [] : [{ name: one.reviewOn === null ? '停止公示' : '暂时屏蔽', value: `${day(one.endedOn)}起不再公示、共享和使用` }]),
            ...(one.reviewOn === null ? [] : [{ name: '重新评价', value: day(one.reviewOn) }]),
          ]}
        />
        {one.followUp !== null && (
          <Button kind="text" inline onTap={() => go('repairCase', { caseId: one.followUp?.caseId ?? '' })}>
            {`看${one.followUp.kindTitle}（${one.followUp.statusTitle}）`}
          </Button>
        )}
        {one.linkedCaseId !== null && (
          <Button kind="text" inline onTap={() => go('repairCase', { caseId: one.linkedCaseId ?? '' })}>
            看原来的修复申请
          </Button>
        )}
      </View>
    </Card>
  )
}

/** Under which rules the case runs; where nobody has read the official text the page says so. */
function Basis({ one: { check } }: { one: RepairCase }) {
  return (
    <Card title="依据">
      <View className="stack stack--tight">
        <View className="words">{`${check.sourceRef}${check.verified ? '' : '，以官方文本为准'}。${check.why}`}</View>
        <Button kind="text" inline onTap={() => go('guides')}>
          看修复指引
        </Button>
      </View>
    </Card>
  )
}

function Told({ one, open, text, error, type }: { one: RepairCase; open: boolean; text: string; error: string | undefined; type: (value: string) => void }) {
  if (one.defects.length === 0) return null
  return (
    <Card title="一次性告知补正">
        <View className="stack stack--tight">
          <Bullets items={one.defects.map((d) => d.text)} />
          {open && <View className="words">只告知这一次。补齐以后，认定单位的时限接着算。</View>}
          {open && <Words label="补正了什么" value={text} error={error} most={1000} placeholder="例如：已补上缴款凭证第二页" onInput={type} />}
          {one.answer !== null && <View className="words">{`您的答复：${one.answer}`}</View>}
        </View>
      </Card>
  )
}

function Channels({ one }: { one: RepairCase }) {
  const rows = one.channels.map(channelRow)
  const done = one.channels.filter((c) => c.state === 'confirmed').length
  return (
    <Card title="各渠道" aside={<View className="list-item__value">{`${done} / ${rows.length}`}</View>}>
      <View className="repair-conditions" {...a11y({ role: 'list', label: '各渠道更新的情况' })}>
        {rows.map(({ key, title, note, word, tone }) => (
          <View key={key} className="repair-condition" {...a11y({ role: 'listitem' })}>
            <View>
              <View>{title}</View>
              {note !== '' && <View className="list-item__note">{note}</View>}
            </View>
            <Tag tone={tone}>{word}</Tag>
          </View>
        ))}
      </View>
    </Card>
  )
}
