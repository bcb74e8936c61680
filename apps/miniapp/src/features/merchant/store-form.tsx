import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Field } from '../../components/field'
import type { StoreInput } from '@xinhui/contract'
import { readStore, type StoreForm as Form } from './merchant.view'

/** A store's five lines. In WeChat the position comes from the map; in a browser it is typed in degrees. */
export function StoreForm({ start, action, onDone }: { start: Form; action: string; onDone: (store: StoreInput) => void | Promise<unknown> }) {
  const [form, setForm] = useState(start)
  const [errors, setErrors] = useState<Partial<Record<keyof Form, string>>>({})
  const set = (field: keyof Form) => (value: string) => setForm((before) => ({ ...before, [field]: value }))
  const pick = async () => {
    const chosen = await Taro.chooseLocation({}).catch(() => undefined)
    if (chosen) setForm((before) => ({ ...before, address: before.address || chosen.address, longitude: String(chosen.longitude), latitude: String(chosen.latitude) }))
  }
  const submit = async () => {
    const read = readStore(form)
    setErrors('errors' in read ? read.errors : {})
    if ('store' in read) await onDone(read.store)
  }
  return (
    <View className="stack">
      <Field label="门店名称" value={form.name} onInput={set('name')} error={errors.name} placeholder="禾味小馆（听澜路店）" maxLength={60} />
      <Field label="地址" value={form.address} onInput={set('address')} error={errors.address} maxLength={120} />
      <Field label="营业时间" value={form.hours} onInput={set('hours')} error={errors.hours} placeholder="08:00–22:00" maxLength={60} />
      {process.env.TARO_ENV === 'weapp' && (
        <Button kind="secondary" icon="pin" onTap={pick}>
          在地图上选位置
        </Button>
      )}
      <Field label="经度" value={form.longitude} onInput={set('longitude')} error={errors.longitude} placeholder="118.512345" hint="GCJ-02 坐标，六位小数" maxLength={12} />
      <Field label="纬度" value={form.latitude} onInput={set('latitude')} error={errors.latitude} placeholder="25.112345" maxLength={12} />
      <Button onTap={submit}>{action}</Button>
    </View>
  )
}
