import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { Voucher } from '@xinhui/contract'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { a11y } from '../../../lib/a11y'

const h5 = process.env.TARO_ENV === 'h5'

/** Whether the voucher is used with the partner itself, by a code or on its page, instead of at a desk. One kept on the phone by an earlier version has neither. */
export const isUsedAlone = ({ code, link }: Partial<Pick<Voucher, 'code' | 'link'>>): boolean => typeof code === 'string' || typeof link === 'string'

/** The partner's code, or the way to its page. A mini-program may not open a foreign address: there the link is copied. */
export function OwnUse({ voucher: { code, link, benefit, title } }: { voucher: Voucher }) {
  const [told, setTold] = useState('')
  const copy = async (text: string, done: string) => {
    try {
      await Taro.setClipboardData({ data: text })
      setTold(done)
    } catch {
      setTold('没有复制成功，请长按选中后复制')
    }
  }
  return (
    <Card>
      <View className="own-use__benefit">{benefit}</View>
      <View className="words">{title}</View>
      {typeof code === 'string' && (
        <>
          <View className="own-use__label">您的兑换码</View>
          <Text className="own-use__code" selectable userSelect {...a11y({ label: `兑换码 ${Array.from(code).join(' ')}` })}>
            {code}
          </Text>
          <Button onTap={() => copy(code, '已复制兑换码')}>复制兑换码</Button>
        </>
      )}
      {typeof link === 'string' && (
        <>
          <View className="own-use__label">在合作方的页面使用</View>
          {h5 ? (
            <Button onTap={() => void window.open(link, '_blank', 'noopener')}>打开合作方页面</Button>
          ) : (
            <Button onTap={() => copy(link, '已复制链接，请到浏览器打开')}>复制链接</Button>
          )}
        </>
      )}
      <View className="own-use__told" {...a11y({ live: 'polite' })}>
        {told}
      </View>
    </Card>
  )
}
