import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Api } from '@xinhui/contract'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Field } from '../../../components/field'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Problem } from '../../../components/problem'
import { Sheet } from '../../../components/sheet'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { Timeline } from '../../../components/timeline'
import { go, paramOf } from '../../../lib/go'
import { call } from '../../../lib/request'
import { useMine } from '../../../lib/use-mine'
import { AgreementWords } from '../agreement-words'
import { applicationSteps, CHECK_WORDS, EMPTY_STORE, mayEdit } from '../merchant.view'
import { StoreForm } from '../store-form'
import { useApply } from './use-apply'

/** A firm applies to become a partner: filled in on one page, saved as it goes, submitted with the agreement. */
export default function MerchantApply() {
  const firmId = paramOf(useRouter().params, 'firmId') ?? ''
  const load = useMine(`merchant-application:${firmId}`, () => call('GET /firms/{firmId}/merchant-application', { params: { firmId } }))
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={8} />} loginNote="登录后办理商户入驻">
        {(data) => (
          <>
            {data.application && <Standing application={data.application} />}
            {data.merchantId !== null ? (
              <Button onTap={() => go('merchantHome', { merchantId: data.merchantId ?? '' })}>打开我的商户</Button>
            ) : (
              mayEdit(data.application?.status) && <Form key={data.application?.applicationId ?? 'new'} firmId={firmId} data={data} reload={load.reload} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Data = Api['GET /firms/{firmId}/merchant-application']['response']

function Standing({ application }: { application: NonNullable<Data['application']> }) {
  return (
    <Card title={application.name === '' ? '入驻申请' : application.name}>
      <View className="stack">
        <Timeline label="办理进度" items={applicationSteps(application)} />
        {application.status === 'returned' && (
          <List label="需要补正">
            {application.defects.map((defect) => (
              <ListItem key={`${defect.field} ${defect.message}`} icon="alert" title={defect.message} />
            ))}
          </List>
        )}
      </View>
    </Card>
  )
}

function Checks({ checks }: { checks: Data['checks'] }) {
  return (
    <List label="自动核对">
      {checks.map(({ code, title, detail, result }) => (
        <ListItem key={code} title={title} note={detail} aside={<Tag tone={CHECK_WORDS[result].tone}>{CHECK_WORDS[result].words}</Tag>} />
      ))}
    </List>
  )
}

function Form({ firmId, data, reload }: { firmId: string; data: Data; reload: () => Promise<void> }) {
  const { form, set, licence, upload, addStore, removeStore, adding, setAdding, agreed, setAgreed, problem, save, submit } = useApply(firmId, data, reload)
  return (
    <>
      <Card title="自动核对">
        <Checks checks={data.checks} />
      </Card>
      <Card title="商户">
        <View className="stack">
          <Field label="商户名称" value={form.name} onInput={set('name')} placeholder="店招上的名称" maxLength={40} />
          <Field label="行业" value={form.industry} onInput={set('industry')} placeholder="餐饮" maxLength={20} />
          <Field label="联系人" value={form.contactName} onInput={set('contactName')} maxLength={30} />
          <Field label="联系电话" value={form.contactPhone} onInput={set('contactPhone')} hint="只用于办理入驻，加密保存" maxLength={20} />
        </View>
      </Card>
      <Card title="营业执照" aside={<Tag tone={licence ? 'green' : 'neutral'}>{licence ? '已上传' : '未上传'}</Tag>}>
        <View className="stack">
          <View className="words">JPG、PNG 图片或 PDF，最大 5 MB。图片里的拍摄地点和设备信息会去掉。</View>
          <Button kind="secondary" onTap={upload}>
            {licence ? '换一份' : '上传营业执照'}
          </Button>
        </View>
      </Card>
      <Card title="门店">
        <View className="stack">
          <List label="门店">
            {form.stores.map((store, i) => (
              <ListItem
                key={`${i} ${store.name}`}
                title={store.name}
                note={`${store.address}，${store.hours}`}
                aside={
                  <Button kind="text" inline label={`删去：${store.name}`} onTap={() => removeStore(i)}>
                    删去
                  </Button>
                }
              />
            ))}
          </List>
          <Button kind="secondary" icon="plus" onTap={() => setAdding(true)}>
            添加门店
          </Button>
        </View>
      </Card>
      <Card title={data.agreement.title}>
        <View className="stack">
          <AgreementWords text={data.agreement} agreed={agreed} onToggle={() => setAgreed(!agreed)} />
          {problem && <Problem error={problem} kept="您填的内容还在" />}
          <Button disabled={!agreed} onTap={submit}>
            提交申请
          </Button>
          <Button kind="text" onTap={save}>
            先存着
          </Button>
        </View>
      </Card>
      <Sheet open={adding} title="添加门店" onClose={() => setAdding(false)}>
        <StoreForm start={EMPTY_STORE} action="添加" onDone={addStore} />
      </Sheet>
    </>
  )
}
