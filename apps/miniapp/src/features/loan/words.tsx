import { Textarea, View } from '@tarojs/components'
import { useId } from 'react'
import { a11y } from '../../lib/a11y'
import './words.css'

const MAX = 1000

/** Several lines of somebody's own words. */
export function Words({ label, value, placeholder, error, onInput }: { label: string; value: string; placeholder: string; error: string | undefined; onInput: (value: string) => void }) {
  const id = useId()
  return (
    <View className="field">
      {process.env.TARO_ENV === 'h5' ? (
        <>
          <label className="field__label" htmlFor={id}>
            {label}
          </label>
          <textarea id={id} className="field__input loan-words" value={value} maxLength={MAX} rows={5} placeholder={placeholder} aria-invalid={error !== undefined} onChange={(event) => onInput(event.target.value)} />
        </>
      ) : (
        <>
          <View className="field__label" {...a11y({ hidden: true })}>
            {label}
          </View>
          <Textarea className="field__input loan-words" value={value} maxlength={MAX} placeholder={placeholder} placeholderClass="field__placeholder" onInput={(event) => onInput(event.detail.value)} {...a11y({ label })} />
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
