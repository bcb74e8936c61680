import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { RuleChoices } from './queries'

type Section = RuleChoices['industries']['sections'][number]

interface PickerProps {
  label: string
  industries: RuleChoices['industries']
  /** Codes of sections and divisions; a section covers its divisions. */
  value: readonly string[]
  onChange: (codes: string[]) => void
}

/** What of a section the search leaves: all of it when its own title is meant. */
function found({ code, title, divisions }: Section, search: string): Section['divisions'] | null {
  if (search === '' || title.includes(search) || code === search.toUpperCase()) return divisions
  const left = divisions.filter((one) => one.title.includes(search) || one.code.slice(1) === search || one.code === search.toUpperCase())
  return left.length === 0 ? null : left
}

/** The tree of GB/T 4754 by section and division: searched, opened, ticked. */
export function IndustryPicker({ label, industries, value, onChange }: PickerProps) {
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<readonly string[]>([])
  const term = search.trim()
  const shown = industries.sections.flatMap((section) => {
    const divisions = found(section, term)
    return divisions === null ? [] : [{ section, divisions }]
  })
  const titles = new Map(industries.sections.flatMap((section) => [[section.code, section.title] as const, ...section.divisions.map((one) => [one.code, one.title] as const)]))
  const remove = (code: string) => onChange(value.filter((one) => one !== code))
  const tick = (section: Section, code: string, on: boolean) => {
    if (!on) return remove(code)
    // The whole takes the place of its parts.
    const parts = code === section.code ? section.divisions.map((one) => one.code) : []
    onChange([...value.filter((one) => !parts.includes(one)), code])
  }
  return (
    <div className="industry" role="group" aria-label={label}>
      <span className="field-title">{label}</span>
      {value.length > 0 && (
        <ul className="picked">
          {value.map((code) => (
            <li key={code}>
              {titles.get(code) ?? code}
              <button type="button" className="plain" aria-label={`去掉${titles.get(code) ?? code}`} onClick={() => remove(code)}>
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input type="search" allowClear aria-label={`${label}：查找`} placeholder="名称或代码，如 软件、65" maxLength={20} value={search} onChange={(event) => setSearch(event.target.value)} />
      <div className="industry-tree">
        {shown.length === 0 && <p className="quiet">没有找到“{term}”</p>}
        {shown.map(({ section, divisions }) => {
          const whole = value.includes(section.code)
          const isOpen = term !== '' || opened.includes(section.code)
          return (
            <div key={section.code}>
              <div className="industry-row">
                <Button
                  type="text"
                  size="small"
                  aria-label={`${isOpen ? '收起' : '展开'}${section.title}`}
                  aria-expanded={isOpen}
                  onClick={() => setOpened((before) => (before.includes(section.code) ? before.filter((one) => one !== section.code) : [...before, section.code]))}
                >
                  {isOpen ? '▾' : '▸'}
                </Button>
                <Checkbox checked={whole} indeterminate={!whole && section.divisions.some((one) => value.includes(one.code))} onChange={(event) => tick(section, section.code, event.target.checked)}>
                  <span className="mono">{section.code}</span> {section.title}
                </Checkbox>
              </div>
              {isOpen && (
                <ul>
                  {divisions.map((one) => (
                    <li key={one.code}>
                      <Checkbox disabled={whole} checked={whole || value.includes(one.code)} onChange={(event) => tick(section, one.code, event.target.checked)}>
                        <span className="mono">{one.code.slice(1)}</span> {one.title}
                      </Checkbox>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
