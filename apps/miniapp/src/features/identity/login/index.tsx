import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { personaRows } from './login.view'
import { useLogin } from './use-login'

export default function Login() {
  const { city, way, personas, problem, entering, isSignedIn, enter, leave } = useLogin()
  if (isSignedIn && entering === undefined) {
    return (
      <Page>
        <Empty icon="done" title="已经登录" note="要换一个人，请先在“我的”里退出登录" action={<Button inline onTap={leave}>继续</Button>} />
      </Page>
    )
  }
  return (
    <Page>
      <Loaded load={city} skeleton={<Skeleton kind="list" rows={6} />}>
        {({ serviceName, name }) => (
          <>
            {problem && <Problem error={problem} />}
            {way === 'persona' && (
              <>
                <Card title="这是演示">
                  <View className="words">{`${name}和下面的人都是虚构的。选一个人，就像用那个人的手机登录。`}</View>
                </Card>
                <Loaded load={personas} skeleton={<Skeleton kind="list" rows={8} />}>
                  {(items) => (
                    <List label="选一个人登录">
                      {personaRows(items).map(({ key, title, note }) => (
                        <ListItem key={key} icon="person" title={title} note={note} value={entering === key ? '登录中' : undefined} onTap={() => void enter(key)} />
                      ))}
                    </List>
                  )}
                </Loaded>
              </>
            )}
            {way === 'wechat' && (
              <>
                <Card title={`用微信登录${serviceName}`}>
                  <Bullets items={['只取微信给的登录凭证，不取头像、昵称和手机号', '登录后再决定要不要实名和开通信用分', '随时可以在“我的”里退出']} />
                </Card>
                <Button loading={entering !== undefined} onTap={() => enter()}>
                  微信登录
                </Button>
              </>
            )}
            {way === 'only-in-wechat' && <Empty icon="person" title="请在微信里登录" note={`在微信中搜索小程序“${serviceName}”，打开后即可登录`} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}
