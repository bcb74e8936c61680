import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Facts } from '../../../components/facts'
import { Fold } from '../../../components/fold'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import '../entry.css'
import { catalogGroups } from '../publication.view'
import { useCatalog } from './use-catalog'

/** 公共信用信息目录: what may be recorded at all. */
export default function PublicCatalog() {
  const load = useCatalog()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton rows={12} />}>
        {(catalog) => (
          <>
            <Card title={catalog.title}>
              <View className="words">不在目录里的信息，一条也不能记。</View>
              <View className="words">献血等健康信息不收录。</View>
            </Card>
            {catalogGroups(catalog.items).map(({ kind, title, items }) => (
              <Card key={kind} title={title}>
                {items.map((item) => (
                  <View key={item.code} className="entry">
                    {item.title !== title && <View className="entry__title">{item.title}</View>}
                    <Fold title="谁报送、记什么、谁能看" label={`谁报送、记什么、谁能看：${item.title}`}>
                      <Facts items={item.facts} />
                    </Fold>
                  </View>
                ))}
              </Card>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  )
}
