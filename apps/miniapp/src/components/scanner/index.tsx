import { View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { a11y } from '../../lib/a11y'
import type { CameraFailure } from '../../lib/camera'
import { useLatest } from '../../lib/use-latest'
import { scanCode, typedCode, typedState } from '../../lib/scan'
import { Button } from '../button'
import { Field } from '../field'
import { Tap } from '../tap'

interface ScannerProps {
  /** Called once for each code; a code that stays in view is not repeated until `paused` has been true. */
  onCode: (text: string) => void
  /** While an answer is awaited or shown the camera is off. */
  paused?: boolean
}

const WHY: Readonly<Record<CameraFailure, string>> = {
  denied: '没有相机权限。请在浏览器设置里允许使用相机，或输入收银码',
  missing: '没有找到可用的相机，请输入收银码',
  insecure: '当前网址不能使用相机，请输入收银码',
}

/** 扫一扫: the camera in a browser, WeChat's scanner on the phone, and always a field for typing the code. */
export function Scanner({ onCode, paused = false }: ScannerProps) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const [tries, setTries] = useState(0)
  const again = () => {
    setProblem(undefined)
    setTries((before) => before + 1)
  }
  const code = typedCode(typed)
  const { ready, hint, error } = typedState(typed)
  const scan = async () => {
    try {
      const text = await scanCode()
      if (text !== null) onCode(text)
    } catch {
      setProblem('没能打开扫码，请再试一次，或输入收银码')
    }
  }
  return (
    <View className="scanner">
      {process.env.TARO_ENV === 'h5' ? (
        !paused && <Camera key={tries} onCode={onCode} onFailure={(failure) => setProblem(WHY[failure])} />
      ) : (
        <Button icon="scan" onTap={scan} disabled={paused}>
          扫一扫
        </Button>
      )}
      {problem !== undefined && (
        <View className="scanner__problem" {...a11y({ role: 'alert' })}>
          {problem}
          {process.env.TARO_ENV === 'h5' && (
            <Tap className="scanner__again" onTap={again}>
              再打开相机
            </Tap>
          )}
        </View>
      )}
      <Field label="收银码" hint={hint} error={error} kind="number" value={typed} onInput={setTyped} maxLength={400} onDone={() => ready && onCode(code)} />
      <Button kind="secondary" onTap={() => onCode(code)} disabled={paused || !ready}>
        查验
      </Button>
    </View>
  )
}

/** Browser only: the camera's picture, which reads codes while it is on screen. */
export function Camera({ onCode, onFailure }: { onCode: (text: string) => void; onFailure: (failure: CameraFailure) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)
  const told = useLatest({ onCode, onFailure })
  useEffect(() => {
    // The import must stand inside this branch: only so does the weapp build leave the decoder out.
    if (process.env.TARO_ENV === 'h5') {
      const screen = video.current
      if (!screen) return undefined
      let closed = false
      let stop: (() => void) | undefined
      let seen: string | undefined
      const start = async () => {
        const { readCamera } = await import('../../lib/camera')
        const reader = await readCamera(screen, (text) => {
          if (closed || text === seen) return
          seen = text
          told.current.onCode(text)
        })
        if (typeof reader === 'string') {
          if (closed) return
          setFailed(true)
          told.current.onFailure(reader)
        } else if (closed) reader.stop()
        else ({ stop } = reader)
      }
      void start()
      return () => {
        closed = true
        stop?.()
      }
    }
    return undefined
  }, [told])
  if (failed) return null
  return (
    <View className="scanner__camera">
      <video ref={video} className="scanner__video" muted playsInline aria-label="相机画面，请把出示码放进框内" />
      <View className="scanner__frame" {...a11y({ hidden: true })} />
    </View>
  )
}
