import { Button } from '../../components/button'
import { Problem } from '../../components/problem'
import type { Pages } from '../../lib/use-pages'

/** Below a list: what is still to come, or why it did not. */
export function More({ more }: { more: Pages<unknown>['more'] }) {
  return (
    <>
      {more.error && <Problem error={more.error} kept="上面的内容还在" />}
      {more.has && (
        <Button kind="secondary" loading={more.busy} onTap={more.load}>
          {more.error ? '再试一次' : '再看一些'}
        </Button>
      )}
    </>
  )
}
