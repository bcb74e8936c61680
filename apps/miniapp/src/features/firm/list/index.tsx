import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Field } from '../../../components/field'
import { Fold } from '../../../components/fold'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { go } from '../../../lib/go'
import { agencyFacts, roleOf } from '../firm.view'
import { useFirms } from './use-firms'

export default function Firms() {
  const { load, uscc, type, bind, accept, leaving, ask, leave, problem, demoFirm } = useFirms()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={6} />} loginNote="登录后看您代表的企业">
        {({ items, invitations }) => (
          <>
            {invitations.map((firm) => (
              <Card key={firm.agencyId} title={firm.firmName} aside={<Tag tone="amber">邀请您代办</Tag>}>
                <View className="stack">
                  <Facts items={agencyFacts(firm)} />
                  <Button label={`接受：${firm.firmName}`} onTap={() => accept(firm)}>
                    接受邀请
                  </Button>
                  <Button kind="text" label={`不接受：${firm.firmName}`} onTap={() => ask(firm)}>
                    不接受
                  </Button>
                </View>
              </Card>
            ))}
            {items.map((firm) => (
              <Card key={firm.agencyId} title={firm.firmName} aside={<Tag tone="accent">{roleOf(firm)}</Tag>}>
                <View className="stack">
                  <Facts items={agencyFacts(firm)} />
                  <Button kind="secondary" label={`看企业档案和评价：${firm.firmName}`} onTap={() => go('firmFile', { firmId: firm.firmId })}>
                    看企业档案和评价
                  </Button>
                  {(firm.role === 'representative' || firm.rights.includes('merchant')) && (
                    <Button kind="secondary" label={`办理商户入驻：${firm.firmName}`} onTap={() => go('merchantApply', { firmId: firm.firmId })}>
                      办理商户入驻
                    </Button>
                  )}
                  <Button kind="text" label={`不再代表：${firm.firmName}`} onTap={() => ask(firm)}>
                    不再代表
                  </Button>
                </View>
              </Card>
            ))}
            <List label="经办人">
              <ListItem icon="qr" title="用邀请码成为经办人" note="扫码或输入法定代表人给的 8 位码" onTap={() => void go('firmCode')} />
            </List>
            <Card title="绑定企业">
              <View className="stack">
                <View className="words">法定代表人在这里绑定。经办人不用绑定，请法定代表人给您邀请码。</View>
                {demoFirm !== undefined && items.every((firm) => firm.role !== 'representative') && (
                  <Button kind="secondary" onTap={() => type(demoFirm)}>
                    填入演示企业
                  </Button>
                )}
                <Field label="统一社会信用代码" value={uscc} onInput={type} placeholder="18 位代码" maxLength={24} onDone={() => void bind()} />
                {problem && <Problem error={problem} kept="您填的内容还在" />}
                <Button onTap={bind}>核验并绑定</Button>
              </View>
              <Fold title="依据" label="依据：绑定企业">
                我们会用您实名的姓名和身份证号码，向企业登记机关核对您是不是法定代表人；只问是或不是，不留存其他信息。
              </Fold>
            </Card>
          </>
        )}
      </Loaded>
      <Confirm
        open={leaving !== undefined}
        title={leaving?.status === 'invited' ? `不接受“${leaving.firmName}”的邀请？` : `不再代表“${leaving?.firmName ?? ''}”？`}
        body="从现在起，您不再能看这家企业的档案，也不能替它办理。"
        action={leaving?.status === 'invited' ? '不接受' : '不再代表'}
        danger
        onConfirm={leave}
        onClose={() => ask(undefined)}
      />
    </Page>
  )
}
