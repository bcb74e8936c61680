import { View } from '@tarojs/components'
import { Bullets } from '../../../components/bullets'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Confirm } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Words } from '../../../components/words'
import { Tick } from '../../../components/tick'
import type { ApiError } from '../../../lib/api-error'
import { day, moment } from '../../../lib/format'
import { aheadFacts, type Offer, type RepairCase, wants, wantsOf } from '../case.view'
import { Checklist } from '../checklist'
import { Materials } from '../materials'
import { useApply } from './use-apply'
import { useDraft } from './use-draft'

/** 申请修复: what is asked, the files, the commitment, what follows; kept as a draft from the first tap. */
export default function RepairApply() {
  const { load, score, problem, begin, keep } = useApply()
  const draft = load.data?.found?.status === 'draft' ? load.data.found : undefined
  return draft && load.data ? (
    <Draft key={draft.caseId} offer={load.data.offer} one={draft} score={score} keep={keep} notice={<Stale load={load} />} />
  ) : (
    <Page notice={<Stale load={load} />} footer={load.data?.found === null ? <Begin offer={load.data.offer} problem={problem} begin={begin} /> : undefined}>
      <Loaded load={load} skeleton={<Skeleton rows={10} />} loginNote="登录后申请修复">
        {({ offer, found }) =>
          found === null ? (
            <>
              <About offer={offer} />
              <Checklist items={wants({ check: offer.check, handedIn: new Set(), signedOn: null, commitment: '信用修复承诺书' })} />
              <After offer={offer} score={score} />
            </>
          ) : (
            <Skeleton rows={10} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Begin({ offer, problem, begin }: { offer: Offer; problem: ApiError | undefined; begin: (kind: 'repair' | 'bankruptcy') => Promise<void> }) {
  const barred = offer.barredUntil === null ? offer.refusal : `曾作虚假承诺，${day(offer.barredUntil)}以前不能再申请修复`
  const open = offer.mayBegin && offer.barredUntil === null
  return (
    <View className="stack stack--tight">
      {problem && <Problem error={problem} />}
      {barred !== null && <View className="words">{open ? `${barred}。现在可以先准备，填的都会存好。` : barred}</View>}
      {open && <Button onTap={() => begin('repair')}>{offer.refusal === null ? '开始申请' : '先准备材料'}</Button>}
      {offer.byRuling && offer.barredUntil === null && (
        <Button kind={open ? 'text' : 'primary'} onTap={() => begin('bankruptcy')}>
          凭法院重整裁定申请
        </Button>
      )}
    </View>
  )
}

function About({ offer, check = offer.check }: { offer: Offer; check?: Offer['check'] }) {
  return (
    <Card title={offer.title} aside={<Tag>{check.className}</Tag>}>
      <Facts
        items={[
          { name: '类别', value: offer.itemTitle },
          ...(offer.firmName === null ? [] : [{ name: '企业', value: offer.firmName }]),
          { name: '单位', value: offer.office },
          { name: '认定', value: day(offer.decidedOn) },
          ...(check.earliestOn === null ? [] : [{ name: '最早可申请', value: day(check.earliestOn) }]),
        ]}
      />
    </Card>
  )
}

function After({ offer, score, kind = 'repair' }: { offer: Offer; score: string | undefined; kind?: RepairCase['kind'] }) {
  const { check } = offer
  const ends = kind === 'bankruptcy' ? '同意后重整期间暂时屏蔽公示，到期重新评价' : offer.endsIfAppliedOn === null ? null : `最迟${day(offer.endsIfAppliedOn)}停止公示、共享和使用${score === undefined ? '' : `；${score}`}`
  return (
    <Card title="提交以后">
      <View className="stack stack--tight">
        <Facts items={aheadFacts(offer)} />
        <Bullets items={['材料有问题的，一次告诉您全部要补的；补正期间不算单位的时间', ...(ends === null ? [] : [ends]), '信用修复不收费，不需要找代办']} />
        <Fold title="依据" label="依据：这次申请适用的规定">
          {`${check.sourceRef}${check.verified ? '' : '，以官方文本为准'}。${check.why}`}
        </Fold>
      </View>
    </Card>
  )
}

function Draft({ offer, one, score, keep, notice }: { offer: Offer; one: RepairCase; score: string | undefined; keep: (one: RepairCase) => void; notice: React.ReactNode }) {
  const { asking, setAsking, drop, text, type, dirty, agreed, setAgreed, evidence, sign, submit, signProblem, problem } = useDraft(one, keep)
  const items = wantsOf(one)
  const isReady = items.every((w) => !w.open)
  return (
    <Page
      notice={notice}
      footer={
        <View className="stack stack--tight">
          {problem && <Problem error={problem} kept="您填的内容还在" />}
          {!isReady && <View className="words">{`还差：${items.filter((w) => w.open).map((w) => w.title).join('、')}`}</View>}
          <Button disabled={!isReady} onTap={submit}>
            提交申请
          </Button>
        </View>
      }
    >
      <About offer={offer} check={one.check} />
      <Checklist items={items} />
      <Materials one={one} evidence={evidence} open />
      <Card title="补充说明（可不填）">
        <View className="stack stack--tight">
          <Words label="说明怎么改正的" value={text} most={1000} placeholder="例如：罚款已于3月8日缴清，占道货物已清走" onInput={type} />
          <View className="words">{dirty ? '正在存' : '写的内容会自动存好，下次接着填'}</View>
        </View>
      </Card>
      <Card title={one.commitment.title} aside={<Tag tone={one.commitmentAgreedAt === null ? 'amber' : 'green'}>{one.commitmentAgreedAt === null ? '待签署' : '已签署'}</Tag>}>
        <View className="stack stack--tight">
          <Bullets items={one.commitment.paragraphs} />
          {one.commitmentAgreedAt === null ? (
            <>
              <Tick title="我已读过，自愿作出以上承诺" checked={agreed} onChange={setAgreed} />
              {signProblem && <Problem error={signProblem} />}
              <Button kind="secondary" disabled={!agreed} onTap={sign}>
                签署承诺书
              </Button>
            </>
          ) : (
            <View className="words">{`${moment(one.commitmentAgreedAt)}签署`}</View>
          )}
        </View>
      </Card>
      <After offer={offer} score={score} kind={one.kind} />
      <Button kind="text" onTap={() => setAsking(true)}>
        不申请了
      </Button>
      <Confirm open={asking} title="删去这份草稿？" action="删去草稿" danger onConfirm={drop} onClose={() => setAsking(false)} body="已上传的材料不再使用，以后可以重新申请。" />
    </Page>
  )
}
