import { Textarea, View } from '@tarojs/components'
import { useId } from 'react'
import { a11y } from '../../lib/a11y'
import './index.css'

interface WordsProps {
  label: string
  value: string
  placeholder: string
  error?: string | undefined
  /** Characters. */
  most: number
  onInput: (value: string) => void
}

/** Several lines of somebody's own words. */
export function Words({ label, value, placeholder, error, most, onInput }: WordsProps) {
  const id = useId()
  return (
    <View className="field">
      {process.env.TARO_ENV === 'h5' ? (
        <>
          <label className="field__label" htmlFor={id}>
            {label}
          </label>
          <textarea id={id} className="field__input words-input" value={value} maxLength={most} rows={5} placeholder={placeholder} aria-invalid={error !== undefined} onChange={(event) => onInput(event.target.value)} />
        </>
      ) : (
        <>
          <View className="field__label" {...a11y({ hidden: true })}>
            {label}
          </View>
          <Textarea className="field__input words-input" value={value} maxlength={most} placeholder={placeholder} placeholderClass="field__placeholder" onInput={(event) => onInput(event.detail.value)} {...a11y({ label })} />
        </>
      )}
      {error !== undefined && (
        <View className="field__note field__note--error" {...a11y({ live: 'polite' })}>
          {error}
        </View>
      )}
    </View>
  )
}
