import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, QRCode } from 'antd'
import { useEffect, useState } from 'react'
import { Section } from '../../app/page'
import { sentenceOf } from '../../lib/problem'
import { issueTest, type PassStrip, type PerkDetail } from './queries'

/** How a version is proven: a test voucher goes over one of the merchant's own desks. */
export function TestPanel({ perk, mayTest }: { perk: PerkDetail; mayTest: boolean }) {
  const client = useQueryClient()
  const isTested = perk.testedVersion === perk.version
  // A version that had passed may be tried again: its pass stays on the page.
  const issue = useMutation({ mutationFn: async () => ({ strip: await issueTest(perk.perkId), isAgain: isTested }) })
  const waits = issue.data !== undefined && (!isTested || issue.data.isAgain)
  useEffect(() => {
    if (!waits) return undefined
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: ['perks', perk.perkId] }), 3000)
    return () => clearInterval(timer)
  }, [waits, client, perk.perkId])
  return (
    <Section title="测试核销">
      <p role="status">{isTested ? `第 ${perk.version} 版已测试通过。` : `第 ${perk.version} 版还没有测试。${perk.status === 'draft' ? '在门店核销一张测试券后才能发布。' : ''}`}</p>
      <p className="quiet">测试券不占名额，不结算，不进统计。</p>
      {waits && <Shown strip={issue.data.strip} />}
      {issue.isError && (
        <p className="act-text" role="alert">
          没有生成：{sentenceOf(issue.error).detail ?? sentenceOf(issue.error).title}
        </p>
      )}
      {mayTest && (
        <Button type={perk.status === 'draft' && !waits ? 'primary' : 'default'} loading={issue.isPending} onClick={() => issue.mutate()}>
          {issue.data === undefined ? '生成测试券' : '换一张测试券'}
        </Button>
      )}
    </Section>
  )
}

const grouped = (code: string): string => code.replaceAll(/(\d{6})(?=\d)/g, '$1 ')

/** The pass that is good now, as the resident's phone would show it. */
function Shown({ strip }: { strip: PassStrip }) {
  const [now, setNow] = useState(() => Date.now())
  // The server's clock decides which pass is good; this one may be off.
  const [ahead] = useState(() => Date.parse(strip.serverTime) - Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const pass = strip.passes.findLast((p) => Date.parse(p.notBefore) <= now + ahead && Date.parse(p.expiresAt) > now + ahead)
  if (!pass) return <p>这张测试券的出示码已过期，请换一张。</p>
  return (
    <div className="test-pass">
      <QRCode value={pass.text} type="svg" size={200} errorLevel="L" color="#000000" bgColor="#ffffff" aria-label="测试券出示码" />
      <div>
        <p>请本商户的店员在工作台扫码，或输入收银码：</p>
        <p className="mono test-code">{grouped(pass.tillCode)}</p>
      </div>
    </div>
  )
}
