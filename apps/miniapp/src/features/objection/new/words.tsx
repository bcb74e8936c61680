import { Textarea, View } from '@tarojs/components'
import { useId } from 'react'
import { a11y } from '../../../lib/a11y'

interface WordsProps {
  label: string
  value: string
  placeholder: string
  error: string | undefined
  onInput: (value: string) => void
}

const MAX = 1000

/** Several lines of the reader's own words. */
export function Words({ label, value, placeholder, error, onInput }: WordsProps) {
  const id = useId()
  return (
    <View className="field">
      {process.env.TARO_ENV === 'h5' ? (
        <>
          <label className="field__label" htmlFor={id}>
            {label}
          </label>
          <textarea id={id} className="field__input objection-words" value={value} maxLength={MAX} rows={6} placeholder={placeholder} aria-invalid={error !== undefined} onChange={(event) => onInput(event.target.value)} />
        </>
      ) : (
        <>
          <View className="field__label" {...a11y({ hidden: true })}>
            {label}
          </View>
          <Textarea className="field__input objection-words" value={value} maxlength={MAX} placeholder={placeholder} placeholderClass="field__placeholder" onInput={(event) => onInput(event.detail.value)} {...a11y({ label })} />
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
