import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { List, ListItem } from '../../components/list'
import { a11y } from '../../lib/a11y'
import { fileNote, type RepairCase } from './case.view'
import './materials.css'
import type { useEvidence } from './use-evidence'

interface MaterialsProps {
  one: RepairCase
  evidence: ReturnType<typeof useEvidence>
  /** Files may be added and taken back. */
  open: boolean
}

/** The materials one below the other, each with its files; while the case may be edited also with what sends one. */
export function Materials({ one, evidence, open }: MaterialsProps) {
  return (
    <>
      {one.check.materials.map(({ code, title, obtainableByOffice }) => {
        const files = one.evidence.filter((e) => e.materialCode === code)
        const busy = evidence.sending?.material === code ? evidence.sending : undefined
        const wrong = evidence.wrong?.material === code ? evidence.wrong.text : undefined
        return (
          <Card key={code} title={title}>
            <View className="stack stack--tight">
              {open && <View className="words">{`PDF、JPG 或 PNG，每个最大 10 MB。照片里的拍摄地点和设备信息会去掉。${obtainableByOffice ? '也可以不传，由认定单位调取；上传能快一些。' : ''}`}</View>}
              {!open && files.length === 0 && <View className="words">{obtainableByOffice ? '没有上传，由认定单位调取。' : '没有上传。'}</View>}
              {files.length > 0 && (
                <List label={title}>
                  {files.map((file, i) => (
                    <ListItem
                      key={file.evidenceId}
                      icon="file"
                      title={`文件 ${i + 1}`}
                      note={fileNote(file)}
                      aside={
                        <>
                          <Button kind="text" inline label={`查看：文件 ${i + 1}`} onTap={() => evidence.show(code, file.evidenceId, file.mediaType)}>
                            查看
                          </Button>
                          {open && (
                            <Button kind="text" inline label={`删去：文件 ${i + 1}`} onTap={() => evidence.remove(code, file.evidenceId)}>
                              删去
                            </Button>
                          )}
                        </>
                      }
                    />
                  ))}
                </List>
              )}
              {busy && (
                <View className="repair-sending" {...a11y({ role: 'progressbar', label: `正在上传，已传 ${busy.percent}%` })}>
                  <View className="repair-sending__bar" style={{ width: `${busy.percent}%` }} />
                </View>
              )}
              {busy && <View className="words" {...a11y({ live: 'polite' })}>{busy.percent < 100 ? `正在上传 ${busy.percent}%` : '正在检查文件'}</View>}
              {wrong !== undefined && (
                <View className="field__note field__note--error" {...a11y({ live: 'assertive' })}>
                  {wrong}
                </View>
              )}
              {open && (
                <Button kind="secondary" icon="plus" label={`上传：${title}`} onTap={() => evidence.attach(code)}>
                  {files.length === 0 ? '上传文件' : '再传一个'}
                </Button>
              )}
            </View>
          </Card>
        )
      })}
    </>
  )
}
