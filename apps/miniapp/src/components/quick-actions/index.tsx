import { Text, View } from '@tarojs/components'
import type { Api } from '@xinhui/contract'
import { useState } from 'react'
import { a11y } from '../../lib/a11y'
import type { CameraFailure } from '../../lib/camera'
import { go, urlOf } from '../../lib/go'
import { scanCode } from '../../lib/scan'
import { signedIn } from '../../lib/session'
import { readCache } from '../../lib/storage'
import { Button } from '../button'
import { Icon } from '../icon'
import { Camera } from '../scanner'
import { Sheet } from '../sheet'
import { Tap } from '../tap'
import { scannedSentence } from './scanned'

type Scan = { state: 'closed' } | { state: 'looking' } | { state: 'told'; sentence: string }

const WHY: Readonly<Record<CameraFailure, string>> = {
  denied: '没有相机权限。请在浏览器设置里允许使用相机，再试一次。',
  missing: '没有找到可用的相机。',
  insecure: '当前网址不能使用相机。',
}

const holdsPost = () => (readCache<Api['GET /me']['response']>('cache:me')?.value.posts.length ?? 0) > 0

/** What 出示码 and 扫一扫 do, and the sheet that tells a reader without a post what was scanned. */
export function useQuickActions() {
  const [scan, setScan] = useState<Scan>({ state: 'closed' })
  const told = (sentence: string) => setScan({ state: 'told', sentence })
  const take = (text: string) => {
    // An invitation says itself where it belongs; that page asks before anything is done.
    if (!text.startsWith('XH-AGENT:')) return told(scannedSentence(text))
    setScan({ state: 'closed' })
    return void go('firmCode', { code: text })
  }
  const show = () => (signedIn.get() ? go('vouchers') : go('login', { next: urlOf('vouchers') }))
  const read = async () => {
    if (signedIn.get() && holdsPost()) return go('deskScan')
    if (process.env.TARO_ENV === 'h5') return setScan({ state: 'looking' })
    try {
      const text = await scanCode()
      if (text !== null) take(text)
    } catch {
      told('没能打开扫码，请再试一次。')
    }
    return undefined
  }
  const close = () => setScan({ state: 'closed' })
  const sheet = (
    <Sheet open={scan.state !== 'closed'} title="扫一扫" onClose={close}>
      {scan.state === 'looking' && <Camera onCode={take} onFailure={(failure) => told(WHY[failure])} />}
      <View className="sheet__words" {...a11y({ live: 'polite' })}>
        {scan.state === 'told' ? scan.sentence : '把二维码放进框内'}
      </View>
      <View className="sheet__words">您是商户店员？请店长把您加为店员，之后这里直接打开核销。</View>
      {scan.state === 'told' && (
        <Button kind="secondary" onTap={read}>
          再扫一次
        </Button>
      )}
    </Sheet>
  )
  return { show, read, sheet }
}

/** 出示码 and 扫一扫, for the top of every tab. */
export function QuickActions() {
  const { show, read, sheet } = useQuickActions()
  return (
    <>
      <Tap className="quick-action" onTap={() => void show()}>
        <Icon name="qr" size={22} />
        <Text>出示码</Text>
      </Tap>
      <Tap className="quick-action" onTap={() => void read()}>
        <Icon name="scan" size={22} />
        <Text>扫一扫</Text>
      </Tap>
      {sheet}
    </>
  )
}
