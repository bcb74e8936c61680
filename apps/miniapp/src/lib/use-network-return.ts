import Taro from '@tarojs/taro'
import { useEffect } from 'react'
import { useLatest } from './use-latest'

/** Calls back whenever the phone says that there is network: after it was gone, and in WeChat also when it is of another kind. */
export function useNetworkReturn(act: () => void): void {
  const latest = useLatest(act)
  useEffect(() => {
    const back = () => latest.current()
    const changed = ({ isConnected }: { isConnected: boolean }) => {
      if (isConnected) back()
    }
    // In a browser Taro hears only of another kind of network, not of its return.
    if (process.env.TARO_ENV === 'h5') window.addEventListener('online', back)
    else Taro.onNetworkStatusChange(changed)
    return () => {
      if (process.env.TARO_ENV === 'h5') window.removeEventListener('online', back)
      else Taro.offNetworkStatusChange(changed)
    }
  }, [latest])
}
