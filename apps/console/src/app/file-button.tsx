import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'

/** A button that asks for one file and hands it over; the same file may be chosen again. `label` names the input, for who does not see it. */
export function FileButton({ accept, label, type = 'default', loading, onFile, children }: { accept: string; label: string; type?: 'default' | 'primary'; loading: boolean; onFile: (file: File) => void; children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button type={type} loading={loading} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
