import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { ChipRow } from '../../../components/chip'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Tick } from '../../../components/tick'
import { a11y } from '../../../lib/a11y'
import { agentFacts, RIGHTS, type Right, roleOf } from '../firm.view'
import { MadeCodeCard, OpenCodeCard } from './made-code'
import { TERMS, useAgents } from './use-agents'

export default function FirmAgents() {
  const { load, codes, made, hideMade, makeCode, cancelCode, form, error, problem, type, toggle, pickTerm, invite, removing, ask, remove } = useAgents()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后管理经办人">
        {(agents) => (
          <>
            {agents.map((agent) => (
              <Card key={agent.agencyId} title={agent.maskedName ?? '等待对方接受'} aside={agent.status === 'invited' ? <Tag tone="amber">已邀请</Tag> : <Tag tone="accent">{roleOf(agent)}</Tag>}>
                <Facts items={agentFacts(agent)} />
                {agent.role === 'agent' && (
                  <Button kind="text" inline label={`移除：${agent.maskedName ?? agent.maskedIdNumber}`} onTap={() => ask(agent)}>
                    {agent.status === 'invited' ? '收回邀请' : '移除'}
                  </Button>
                )}
              </Card>
            ))}
            {codes.map((code) => (
              <OpenCodeCard key={code.invitationId} code={code} onCancel={() => void cancelCode(code)} />
            ))}
            <View {...a11y({ live: 'polite' })}>{made && <MadeCodeCard made={made} onDone={hideMade} />}</View>
            <Card title="邀请经办人">
              <View className="stack">
                <View className="field__label">可以办理</View>
                {(Object.keys(RIGHTS) as Right[]).map((right) => (
                  <Tick key={right} title={RIGHTS[right]} checked={form.rights.includes(right)} onChange={() => toggle(right)} />
                ))}
                <View className="field__label">期限</View>
                <ChipRow label="期限" items={TERMS} selected={form.term} onSelect={pickTerm} />
                {problem && <Problem error={problem} kept="您填的内容还在" />}
                <Button onTap={makeCode}>生成邀请码</Button>
                <Fold title="按身份证号码邀请" label="按身份证号码邀请经办人">
                  <View className="stack">
                    <Field label="对方的身份证号码" kind="idcard" value={form.idNumber} onInput={type} error={error} placeholder="18 位号码" hint="只有持有这个号码并已实名的人能看到邀请" maxLength={20} />
                    <Button kind="secondary" onTap={invite}>
                      发出邀请
                    </Button>
                  </View>
                </Fold>
              </View>
            </Card>
          </>
        )}
      </Loaded>
      <Confirm
        open={removing !== undefined}
        title={`移除${removing?.maskedName ?? '这份邀请'}？`}
        body="立即生效：对方从现在起不能再看企业档案，也不能代办。"
        action="移除"
        danger
        onConfirm={remove}
        onClose={() => ask(undefined)}
      />
    </Page>
  )
}
