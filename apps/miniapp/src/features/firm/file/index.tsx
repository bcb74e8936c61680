import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { ForWhom } from '../../../components/for-whom'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { day } from '../../../lib/format'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { useWhom } from '../../../lib/use-whom'
import { Authorise } from './authorise'

export default function FirmFile() {
  const { params } = useRouter()
  const firmId = paramOf(params, 'firmId') ?? ''
  const wanted = paramOf(params, 'record')
  const load = useMine(`firm:${firmId}`, () => call('GET /firms/{firmId}/file', { params: { firmId } }))
  const whom = useWhom()
  const own = whom.firms.data?.items.find((firm) => firm.firmId === firmId)
  const current = whom.choices.find(({ id }) => id === firmId) ?? { id: firmId, name: load.data?.name ?? '企业', kind: 'organization' as const }
  return (
    <Page forWhom={<ForWhom current={current} choices={whom.choices} onSwitch={whom.onSwitch} />} notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后看企业档案">
        {({ name, uscc, rights, records }) => (
          <>
            <Card title={name}>
              <Facts items={[{ name: '信用代码', value: uscc }]} />
            </Card>
            <List label="企业事项">
              {rights.includes('file') && <ListItem icon="shield" title="公共信用综合评价" note="分数、每一项的理由、假设修复" onTap={() => void go('firmScore', { firmId })} />}
              {own?.role === 'representative' && <ListItem icon="person" title="经办人" note="邀请、查看、移除" onTap={() => void go('firmAgents', { firmId })} />}
              {rights.includes('file') && <ListItem icon="search" title="谁查过企业" note="谁、什么时候、为了什么" onTap={() => void go('firmLog', { firmId })} />}
              {rights.includes('file') && <ListItem icon="stamp" title="企业的信用承诺" note="签署、核查、践诺" onTap={() => void go('commitments', { firmId })} />}
              {rights.includes('file') && <ListItem icon="person" title="约谈" note="通知、说明、申诉" onTap={() => void go('interviews', { firmId })} />}
              {rights.includes('perk') && <ListItem icon="perk" title="企业的券" note="领取、出示、使用记录" onTap={() => void go('vouchers', { firmId })} />}
              {rights.includes('objection') && <ListItem icon="info" title="企业的异议" onTap={() => void go('objections', { firmId })} />}
              {rights.includes('repair') && <ListItem icon="refresh" title="企业的修复申请" note="进度、补正、告知书" onTap={() => void go('repairCases', { firmId })} />}
            </List>
            {records.length === 0 && <Empty title={rights.includes('file') ? '还没有这家企业的信用记录' : '没有需要修复的记录'} note={rights.includes('file') ? '没有记录不等于失信' : '您的权限看得到可以修复的记录，其他记录由法定代表人授权后才能看'} />}
            {records.map(({ recordId, itemTitle, title, tone, sourceOffice, decidedOn, shownUntil, objection, fields }) => (
              <Card key={recordId} title={itemTitle} aside={objection ? <Tag tone="amber">异议处理中</Tag> : undefined}>
                <Facts items={[{ name: '来源', value: sourceOffice }, { name: '认定', value: day(decidedOn) }, { name: '展示至', value: shownUntil === null ? '长期' : day(shownUntil) }]} />
                {tone === 'negative' && (rights.includes('file') || rights.includes('repair')) && (
                  <Button kind="text" inline label={`什么时候可以修复：${title}`} onTap={() => go('repairRecord', { firmId, recordId })}>
                    什么时候可以修复
                  </Button>
                )}
                {fields.length > 0 && (
                  <Fold title="全部内容" label={`全部内容：${title}`} startOpen={recordId === wanted}>
                    <Facts items={fields.map((field) => ({ name: field.title, value: field.value }))} />
                    {rights.includes('objection') && !objection && (
                      <Button kind="text" inline label={`提出异议：${title}`} onTap={() => go('objectionNew', { firmId, recordId, title })}>
                        提出异议
                      </Button>
                    )}
                  </Fold>
                )}
              </Card>
            ))}
            {rights.includes('consent') && <Authorise firmId={firmId} onChange={load.reload} />}
            <View className="words">只有法定代表人和有权限的经办人看得到这一页。</View>
          </>
        )}
      </Loaded>
    </Page>
  )
}
