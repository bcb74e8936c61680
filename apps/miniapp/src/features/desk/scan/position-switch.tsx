import { View } from '@tarojs/components'
import { useState } from 'react'
import { Tap } from '../../../components/tap'
import { letPosition, sendsPosition } from './position'

/** The clerk's own yes or no, on the desk, as easily taken back as given. */
export function PositionSwitch() {
  const [on, setOn] = useState(sendsPosition)
  const turn = () => {
    if (letPosition(!on)) setOn(!on)
  }
  return (
    <Tap className="desk-position" role="switch" checked={on} label="核销时比对门店距离" onTap={turn}>
      <View className="desk-position__words">
        <View>核销时比对门店距离</View>
        <View className="desk-position__note">防止异地盗刷。只比对远近，比完不留位置；不开也能核销</View>
      </View>
      <View className={on ? 'desk-position__mark desk-position__mark--on' : 'desk-position__mark'}>{on ? '已开' : '未开'}</View>
    </Tap>
  )
}
