import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Picture } from '../../components/picture'
import { fetchFile } from '../../lib/upload'
import './photos.css'

/** Evidence, as both sides and the office see it. `path` is the order's address below the API. */
export function Photos({ path, ids }: { path: string; ids: readonly string[] }) {
  return (
    <View className="waiver-photos">
      {ids.map((id, i) => (
        <Photo key={id} path={`${path}/photos/${id}`} label={`证据照片 ${i + 1}`} />
      ))}
    </View>
  )
}

function Photo({ path, label }: { path: string; label: string }) {
  const [src, setSrc] = useState<string | null>()
  useEffect(() => {
    let gone = false
    let kept: string | undefined
    const load = async () => {
      const found = await fetchFile(path)
      if (gone) return
      kept = found
      setSrc(found ?? null)
    }
    void load()
    return () => {
      gone = true
      if (process.env.TARO_ENV === 'h5' && kept !== undefined) URL.revokeObjectURL(kept)
    }
  }, [path])
  if (src === undefined) return <View className="waiver-photo waiver-photo--words">正在打开</View>
  if (src === null) return <View className="waiver-photo waiver-photo--words">{`${label}打不开，请检查网络`}</View>
  return <Picture className="waiver-photo" src={src} label={label} />
}
