import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { Field } from '../../../components/field'
import { Fold } from '../../../components/fold'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { NOT_USED_FOR, USED_FOR } from './real-name.view'
import { useRealName } from './use-real-name'

export default function RealName() {
  const { me, form, errors, problem, canFill, type, fill, submit, leave } = useRealName()
  const toDo = me.signedIn && me.data?.subject === null
  return (
    <Page footer={toDo && <Button onTap={submit}>同意并认证</Button>}>
      <Loaded load={me} skeleton={<Skeleton rows={6} />} loginNote="登录后再做实名认证">
        {({ subject }) =>
          subject ? (
            <Empty icon="done" title="已完成实名认证" note={`${subject.maskedName}，${subject.maskedIdNumber}`} action={<Button inline onTap={leave}>继续</Button>} />
          ) : (
            <>
              <Card title="您的身份">
                <View className="stack">
                {canFill && (
                  <Button kind="secondary" onTap={fill}>
                    填入演示身份
                  </Button>
                )}
                <Field label="姓名" value={form.name} onInput={type('name')} error={errors.name} placeholder="身份证上的姓名" maxLength={50} />
                <Field label="身份证号码" kind="idcard" value={form.idNumber} onInput={type('idNumber')} error={errors.idNumber} placeholder="18 位号码" maxLength={20} onDone={() => void submit()} />
                {problem && <Problem error={problem} kept="您填的内容还在" />}
                </View>
              </Card>
              <Card title="用来做什么">
                <Bullets items={USED_FOR} />
              </Card>
              <Card title="不会用来做什么">
                <Bullets items={NOT_USED_FOR} />
                <Fold title="依据" label="依据：实名认证">
                  身份证号码是敏感个人信息，按《个人信息保护法》第二十八条、第二十九条，只在您单独同意后使用，加密保存。不认证不影响浏览优惠。
                </Fold>
              </Card>
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
