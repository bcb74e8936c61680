import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ForWhom } from '../../components/for-whom'
import { Icon } from '../../components/icon'
import { List, ListItem } from '../../components/list'
import { Loaded, Stale } from '../../components/loaded'
import { Page } from '../../components/page'
import { QuickActions } from '../../components/quick-actions'
import { Confirm } from '../../components/sheet'
import { Skeleton } from '../../components/skeleton'
import { Tag } from '../../components/tag'
import { Tap } from '../../components/tap'
import { a11y } from '../../lib/a11y'
import { go } from '../../lib/go'
import { setLargeType, useLargeType } from '../../lib/large-type'
import './index.css'
import { meView, type MeView } from './me.view'
import { useWhom } from '../../lib/use-whom'
import { useMe } from './use-me'

export default function Me() {
  const { me, city, leave } = useMe()
  const whom = useWhom()
  const [asking, setAsking] = useState(false)
  return (
    <Page actions={<QuickActions />} forWhom={<ForWhom current={whom.me} choices={whom.choices} onSwitch={whom.onSwitch} />} notice={<Stale load={me} />}>
      {me.signedIn ? (
        <Loaded
          load={me}
          skeleton={
            <>
              <Skeleton rows={2} />
              <Skeleton kind="list" rows={6} />
            </>
          }
        >
          {(data) => <Own view={meView(data)} />}
        </Loaded>
      ) : (
        <Card title="还没有登录">
          <View className="stack">
            <View className="words">登录后，这里是您的信用记录、券和授权。</View>
            <Button onTap={() => go('login')}>登录</Button>
          </View>
        </Card>
      )}
      {me.data?.subject && (
        <List label="企业">
          <ListItem icon="firm" title="我代表的企业" note="绑定企业、经办人、企业档案" onTap={() => void go('firms')} />
        </List>
      )}
      <Settings />
      {me.signedIn && (
        <>
          <Button kind="text" icon="exit" onTap={() => setAsking(true)}>
            退出登录
          </Button>
          <Button kind="text" onTap={() => go('closeAccount')}>
            注销账号
          </Button>
        </>
      )}
      <View className="me-foot">{city ? `${city.serviceName} · ${city.name} · 服务热线 ${city.hotline}` : ' '}</View>
      <Confirm
        open={asking}
        title="退出登录？"
        body="这部手机上保存的内容会清除，您的记录、券和授权都不受影响。"
        action="退出登录"
        onConfirm={async () => {
          await leave()
          setAsking(false)
        }}
        onClose={() => setAsking(false)}
      />
    </Page>
  )
}

function Own({ view: { name, idNumber, scoreValue, scorePage, desk } }: { view: MeView }) {
  return (
    <>
      <Card>
        <View className="me-card">
          <View className="me-card__words">
            <View className="me-card__name">{name ?? '还没有实名认证'}</View>
            <View className="words">{idNumber ?? '认证后才能看记录、领优惠'}</View>
          </View>
          {name !== undefined && <Tag tone="green">已实名</Tag>}
        </View>
        {name === undefined && (
          <View className="me-card__action">
            <Button onTap={() => go('realName')}>去实名认证</Button>
          </View>
        )}
      </Card>
      {desk !== undefined && (
        <List label="商户">
          <ListItem icon="store" title="商户工作台" note={desk} onTap={() => void go('deskScan')} />
        </List>
      )}
      <List label="消息">
        <ListItem icon="info" title="通知" note="变化和办理结果" onTap={() => void go('notices')} />
      </List>
      <List label="我的信用">
        <ListItem icon="file" title="我的信用" onTap={() => void go('records')} />
        <ListItem icon="gauge" title="信用分" note={scoreValue} onTap={() => void go(scorePage)} />
        <ListItem icon="stamp" title="信用承诺" note="签一份，做到就加分" onTap={() => void go('commitments')} />
        <ListItem icon="info" title="我的异议" onTap={() => void go('objections')} />
        <ListItem icon="refresh" title="我的修复申请" onTap={() => void go('repairCases')} />
        <ListItem icon="search" title="谁查过我" onTap={() => void go('consents', { tab: 'log' })} />
        <ListItem icon="shield" title="授权管理" onTap={() => void go('consents')} />
      </List>
      <List label="我的优惠">
        <ListItem icon="qr" title="我的券" onTap={() => void go('vouchers')} />
        <ListItem icon="shield" title="免押与先享后付" onTap={() => void go('waivers')} />
        <ListItem icon="receipt" title="使用记录" onTap={() => void go('receipts')} />
      </List>
    </>
  )
}

function Settings() {
  const { large } = useLargeType()
  return (
    <List label="设置">
      <Tap className="list-item" role="switch" checked={large} onTap={() => setLargeType(!large)}>
        <Icon name="type" />
        <View className="list-item__words">
          <View className="list-item__title">字体与适老</View>
          <View className="list-item__note">放大文字和按钮，首页只留四个大按钮</View>
        </View>
        <View className={large ? 'me-switch me-switch--on' : 'me-switch'} {...a11y({ hidden: true })}>
          <Text className="me-switch__word">{large ? '开' : '关'}</Text>
          <View className="me-switch__knob" />
        </View>
      </Tap>
      <ListItem icon="refresh" title="信用修复" note="什么时候可以修复，人人可算" onTap={() => void go('repairCalculator')} />
      <ListItem icon="firm" title="信用公示" note="查企业、看双公示和红黑名单，人人可看" onTap={() => void go('publicSearch')} />
      <ListItem icon="info" title="评价模型" note="信用分怎么算，人人可看" onTap={() => void go('scoreModel')} />
    </List>
  )
}
