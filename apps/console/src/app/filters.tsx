import { Input, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'

/** Filters live in the address: reloading, sharing and going back keep them. */
export function useFilters<const Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams()
  const values = {} as Record<Name, string | undefined>
  for (const name of names) values[name] = params.get(name) ?? undefined
  const set = (name: Name, value: string | undefined) => {
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous)
        if (value === undefined || value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  }
  const clear = () => setParams(new URLSearchParams(), { replace: true })
  return { values, set, clear, active: names.some((name) => values[name] !== undefined) }
}

/** Asks a moment after typing stops, and never in the middle of composing a Chinese word. */
export function SearchBox({ label, value, onSearch, width = 260, maxLength = 50 }: { label: string; value: string | undefined; onSearch: (text: string) => void; width?: number; maxLength?: number }) {
  const [text, setText] = useState(value ?? '')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sent = useRef(value ?? '')
  useEffect(() => {
    if ((value ?? '') !== sent.current) {
      sent.current = value ?? ''
      setText(value ?? '')
    }
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])

  const send = (next: string) => {
    clearTimeout(timer.current)
    sent.current = next.trim()
    onSearch(sent.current)
  }
  const sendSoon = (next: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => send(next), 300)
  }
  return (
    <Input
      type="search"
      allowClear
      aria-label={label}
      placeholder={label}
      maxLength={maxLength}
      style={{ width }}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        if (!('isComposing' in event.nativeEvent && event.nativeEvent.isComposing === true)) sendSoon(event.target.value)
      }}
      onCompositionEnd={(event) => sendSoon(event.currentTarget.value)}
      onPressEnter={(event) => send(event.currentTarget.value)}
    />
  )
}

export function Choice({ label, value, options, onChange, width = 150 }: { label: string; value: string | undefined; options: ReadonlyArray<{ value: string; label: string }>; onChange: (value: string | undefined) => void; width?: number }) {
  return <Select allowClear aria-label={label} placeholder={label} style={{ width }} value={value} options={[...options]} onChange={(next: string | undefined) => onChange(next)} />
}
