import { useState } from 'react'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Fold } from '../../../components/fold'
import { List, ListItem } from '../../../components/list'
import { Loaded } from '../../../components/loaded'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { toast } from '../../../components/toast'
import { ApiError } from '../../../lib/api-error'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'

/** Special classes of the firm: listed in its file only under its own consent, one by one. */
export function Authorise({ firmId, onChange }: { firmId: string; onChange: () => Promise<void> }) {
  const load = useMine(`firm-items:${firmId}`, () => call('GET /firms/{firmId}/item-consents', { params: { firmId } }))
  const [problem, setProblem] = useState<ApiError>()

  const change = async ({ item, consentId }: { item: string; consentId: string | null }, textVersion: string) => {
    setProblem(undefined)
    try {
      if (consentId === null) await call('POST /firms/{firmId}/consents', { params: { firmId }, body: { item, agreed: true, textVersion } })
      else await call('DELETE /firms/{firmId}/consents/{consentId}', { params: { firmId, consentId } })
      toast(consentId === null ? '已授权' : '授权已撤回')
      await Promise.all([load.reload(), onChange()])
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error)
    }
  }

  return (
    <Loaded load={load} skeleton={<Skeleton rows={4} />}>
      {({ paragraphs, items, textVersion }) => (
        <>
          <Card title="专项信息授权">
            <Fold title="授权说明" startOpen>
              <Bullets items={paragraphs} />
            </Fold>
            {problem && <Problem error={problem} />}
          </Card>
          <List label="专项信息">
            {items.map((item) => (
              <ListItem
                key={item.item}
                title={item.title}
                note={item.sourceOffice}
                aside={
                  <Button kind={item.consentId === null ? 'secondary' : 'text'} inline label={`${item.consentId === null ? '授权' : '撤回'}：${item.title}`} onTap={() => change(item, textVersion)}>
                    {item.consentId === null ? '授权' : '撤回'}
                  </Button>
                }
              />
            ))}
          </List>
        </>
      )}
    </Loaded>
  )
}
