import { openPage } from '../../lib/open'
import { Button } from '../button'
import { Empty } from '../empty'

/** In place of what only its owner may see. `note` says what there will be. */
export function SignInFirst({ note }: { note: string }) {
  return (
    <Empty
      icon="person"
      title="请先登录"
      note={note}
      action={
        <Button inline onTap={() => openPage('identity/login')}>
          去登录
        </Button>
      }
    />
  )
}
