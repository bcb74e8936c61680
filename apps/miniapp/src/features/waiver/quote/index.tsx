import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Loaded } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Skeleton } from '../../../components/skeleton'
import { Icon } from '../../../components/icon'
import { Tick } from '../../../components/tick'
import { a11y } from '../../../lib/a11y'
import { goBack } from '../../../lib/go'
import { quoteFacts } from '../waiver.view'
import './index.css'
import { useQuote } from './use-quote'

export default function WaiverQuotePage() {
  const { load, agreed, hint, agree, problem, submit } = useQuote()
  return (
    <Page
      footer={
        load.data && (
          <View className="stack stack--tight">
            {problem && <Problem error={problem} />}
            {hint !== undefined && (
              <View className="field__note field__note--error" {...a11y({ role: 'alert' })}>
                <Icon name="alert" size={16} />
                <Text>{hint}</Text>
              </View>
            )}
            <View className="words" {...a11y({ live: 'polite' })}>
              {load.data.sentence}
            </View>
            {load.data.fits && (
              <>
                <Tick title="我已读过金额和约定，同意办理" checked={agreed} onChange={agree} />
                <Button onTap={submit}>同意并办理</Button>
              </>
            )}
            <Button kind="text" onTap={goBack}>
              先不办
            </Button>
          </View>
        )
      }
    >
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后看条款和金额">
        {(quote) => (
          <>
            <Card title={quote.title}>
              <View className="stack stack--tight">
                <View className="words">{`${quote.merchantName} · ${quote.benefit}`}</View>
                <Facts items={quoteFacts(quote)} />
              </View>
            </Card>
            <Card title="约定">
              <Bullets items={quote.terms} />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  )
}
