import { View } from '@tarojs/components'
import { encodeCode128C, formatTillCode } from '@xinhui/pass'
import { useMemo, useState } from 'react'
import { a11y } from '../../lib/a11y'
import { svgUri } from '../../lib/svg'
import { Picture } from '../picture'
import { matrixSvg, rowGradient } from '../qr-code/matrix'

/** Bars and spaces as one row of modules, quiet zones included. */
export function barcodeRow(digits: string): boolean[] {
  const { widths, quietZoneModules } = encodeCode128C(digits)
  const quiet = Array.from({ length: quietZoneModules }, () => false)
  return [...quiet, ...widths.flatMap((width, index) => Array.from({ length: width }, () => index % 2 === 0)), ...quiet]
}

interface BarcodeProps {
  /** The 18 digits of a till code. */
  digits: string
  /** What it is: 收银码. */
  label: string
}

/** Code 128 with its digits below in three groups, to be scanned by a till's gun or typed. */
export function Barcode({ digits, label }: BarcodeProps) {
  const row = useMemo(() => barcodeRow(digits), [digits])
  const [drawable, setDrawable] = useState(true)
  return (
    <View className="barcode">
      {drawable ? (
        <Picture className="barcode__bars" src={svgUri(matrixSvg([row]).replace('<svg ', '<svg preserveAspectRatio="none" '))} label="" onError={() => setDrawable(false)} />
      ) : (
        <View className="barcode__bars" style={{ background: rowGradient(row) }} {...a11y({ hidden: true })} />
      )}
      <View className="barcode__digits" {...a11y({ role: 'text', label: `${label} ${digits.split('').join(' ')}` })}>
        {formatTillCode(digits)}
      </View>
    </View>
  )
}
