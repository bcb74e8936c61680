import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Drawer, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { TextField } from '../../app/text-field'
import { tellFailure } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { changeZone, openZone, type Zone, type ZoneBody } from './queries'

export const showsTitles: Readonly<Record<Zone['shows'], string>> = { named: '只列指明这个专区的产品', 'first-loan': '也列要求首次贷款的产品', 'no-principal': '也列可以无还本续贷的产品' }
const showsOptions = (Object.keys(showsTitles) as Zone['shows'][]).map((value) => ({ value, label: showsTitles[value] }))

/** Opens a zone, or changes one. `after` is the last position, behind which a new zone stands. */
export function ZoneEditor({ zone, after, onClose }: { zone?: Zone; after: number; onClose: () => void }) {
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const [typed, setTyped] = useState({ title: zone?.title ?? '', intro: zone?.intro ?? '', position: String(zone?.position ?? after + 10) })
  const [shows, setShows] = useState<Zone['shows']>(zone?.shows ?? 'named')
  const [isOpen, setIsOpen] = useState(zone?.isOpen ?? true)
  const [key, setKey] = useState(newKey)
  const save = useMutation({
    mutationFn: (body: ZoneBody) => (zone ? changeZone(zone.code, body, key) : openZone(code.trim(), body, key)),
    onSuccess: async () => {
      await Promise.all(['loan-zones', 'loan-rule-choices'].map((name) => client.invalidateQueries({ queryKey: [name] })))
      onClose()
    },
    onSettled: () => setKey(newKey()),
  })
  const isPlace = /^\d{1,4}$/.test(typed.position.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPlace) save.mutate({ title: typed.title.trim(), intro: typed.intro.trim(), shows, position: Number(typed.position), isOpen, version: zone?.version ?? 1 })
  }
  const change = (over: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...over }))
  return (
    <Drawer title={zone ? `修改专区“${zone.title}”` : '新增专区'} size={520} open onClose={onClose}>
      <form className="drawer-form" onSubmit={submit} noValidate>
        {!zone && <TextField id="zone-code" label="代码" value={code} max={30} hint="产品用它指明专区，定下后不能改，如：文旅" onChange={setCode} />}
        <TextField id="zone-title" label="名称" value={typed.title} max={30} onChange={(title) => change({ title })} />
        <TextField id="zone-intro" label="介绍" value={typed.intro} max={200} rows={2} onChange={(intro) => change({ intro })} />
        <div className="field">
          <span className="field-title">列哪些产品</span>
          <Radio.Group aria-label="列哪些产品" vertical value={shows} options={showsOptions} onChange={(event) => setShows(event.target.value as Zone['shows'])} />
        </div>
        <TextField id="zone-position" label="排序" value={typed.position} max={4} hint={isPlace ? '小的在前' : '请填写 0 到 9999 的整数'} onChange={(position) => change({ position })} />
        {zone && (
          <Checkbox checked={isOpen} onChange={(event) => setIsOpen(event.target.checked)}>
            开放：企业看得到，产品可以选
          </Checkbox>
        )}
        {save.isError && <Alert role="alert" type="error" title={`没有保存：${tellFailure(save.error).join('；')}`} />}
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!isPlace}>
          保存
        </Button>
      </form>
    </Drawer>
  )
}
