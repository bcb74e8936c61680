import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { FileButton } from '../../app/file-button'
import { Section } from '../../app/page'
import { sentenceOf, tellFailure } from '../../lib/problem'
import { call } from '../../lib/request'
import { sendFile } from '../../lib/send-file'
import { PaperForm } from './paper'
import { agreementQuery, type ApplicationCase } from './queries'

/** What is left to do with an application one entered from paper: the licence, the agreement, and handing it to another officer. */
export function HandIn({ found }: { found: ApplicationCase }) {
  const { applicationId } = found
  const client = useQueryClient()
  const [editing, setEditing] = useState(false)
  const [isSigned, setSigned] = useState(false)
  const agreement = useQuery(agreementQuery)
  const changed = () => Promise.all([client.invalidateQueries({ queryKey: ['merchant-applications'] }), client.invalidateQueries({ queryKey: ['merchant-application', applicationId] })])
  const upload = useMutation({ mutationFn: (file: File) => sendFile('POST /console/merchant-applications/{applicationId}/licence', { applicationId }, file, file.type === '' ? 'application/octet-stream' : file.type), onSuccess: changed })
  const submit = useMutation({
    mutationFn: (textVersion: string) => call('POST /console/merchant-applications/{applicationId}/submission', { params: { applicationId }, body: { agreed: true, textVersion } }),
    onSettled: changed,
  })
  const text = agreement.data
  return (
    <Section title="继续办理" aside={<Button onClick={() => setEditing(true)}>修改内容</Button>}>
      <div className="answer-form">
        <div className="inline-form">
          <FileButton accept="image/jpeg,image/png,application/pdf" label="选择营业执照文件" loading={upload.isPending} onFile={upload.mutate}>
            {found.licence === null ? '上传营业执照' : '换一份营业执照'}
          </FileButton>
          <span className="quiet">扫描件或照片，JPG、PNG、PDF，最大 5 MB；照片里的拍摄信息会去掉。</span>
        </div>
        {upload.isError && <p role="alert">没有上传：{sentenceOf(upload.error).detail ?? sentenceOf(upload.error).title}</p>}
        {text && (
          <>
            <details>
              <summary>
                {text.title}（{text.textVersion}，有效期 {text.validMonths} 个月）
              </summary>
              {text.paragraphs.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </details>
            <Checkbox checked={isSigned} onChange={(event) => setSigned(event.target.checked)}>
              这一版协议已由商户签字盖章，纸质件已存档
            </Checkbox>
          </>
        )}
        {submit.isError && (
          <div role="alert">
            没有提交：
            {tellFailure(submit.error).join('；')}
          </div>
        )}
        <Button type="primary" loading={submit.isPending} disabled={!isSigned || text === undefined || found.licence === null} onClick={() => text && submit.mutate(text.textVersion)}>
          提交审核
        </Button>
      </div>
      {editing && <PaperForm found={found} onClose={() => setEditing(false)} />}
    </Section>
  )
}
