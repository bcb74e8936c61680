import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { useClose } from './use-close'

export default function CloseAccount() {
  const { load, asking, problem, ask, close } = useClose()
  return (
    <Page footer={load.data && <Button kind="danger" onTap={() => ask(true)}>注销账号</Button>}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后才能注销">
        {({ deleted, kept, unusedVouchers, openWaivers }) => (
          <>
            <Card title="立即删除">
              <View className="stack stack--tight">
                <Bullets items={deleted} />
                {unusedVouchers > 0 && <View className="words">{`您有 ${unusedVouchers} 张没用的券，注销后退回。`}</View>}
              </View>
            </Card>
            <Card title="依法保留">
              <Facts items={kept.map(({ what, why }) => ({ name: what, value: why }))} />
              <Fold title="依据" label="依据：注销账号">
                注销和开通同样方便，不设条件（《个人信息保护法》第十五条、第四十七条，《网络数据安全管理条例》第二十四条）。
              </Fold>
            </Card>
            {openWaivers.length > 0 && (
              <Card title="没有办完的订单">
                <Facts items={openWaivers.map(({ title, merchantName, statusTitle, afterwards }) => ({ name: `${title}（${merchantName}）`, value: `${statusTitle}，${afterwards}` }))} />
                <View className="words">不影响注销：没有取用的随账号取消，已取用的按您同意的约定办完。</View>
              </Card>
            )}
            <Card title="以后">
              <View className="words">想再用时，重新登录并实名即可，就像第一次一样。</View>
            </Card>
          </>
        )}
      </Loaded>
      <Confirm
        open={asking}
        title="现在注销？"
        action="注销账号"
        danger
        onConfirm={close}
        onClose={() => ask(false)}
        body={
          <View className="stack stack--tight">
            <View>注销后不能撤回，但可以重新开通。</View>
            {problem && <Problem error={problem} />}
          </View>
        }
      />
    </Page>
  )
}
