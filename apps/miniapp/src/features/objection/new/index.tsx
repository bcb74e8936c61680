import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Fold } from '../../../components/fold'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Words } from '../../../components/words'
import { useNew } from './use-new'

export default function ObjectionNew() {
  const { title, reason, error, problem, type, submit } = useNew()
  return (
    <Page footer={<Button onTap={submit}>提交异议</Button>}>
      <Card title={title ?? '这条记录'}>
        <View className="stack">
          <Words label="哪里不对" most={1000} value={reason} error={error} placeholder="例如：处罚已撤销；金额写错了；这不是我" onInput={type} />
          {problem && <Problem error={problem} kept="您填的内容还在" />}
        </View>
      </Card>
      <Card title="提交以后">
        <Bullets items={['这条记录立即标明“异议处理中”，谁看都看得到', '工作人员核实后，结果会写在“我的异议”里', '核实有误的，更正或撤销；您的信用分随之重新计算']} />
        <Fold title="依据" label="依据：异议">
          您有权请求更正、补充不准确或不完整的个人信息（《个人信息保护法》第四十六条）。
        </Fold>
      </Card>
    </Page>
  )
}
