import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../lib/api-error'
import { setLargeType } from '../lib/large-type'
import { BillLine } from './bill-line'
import { Button } from './button'
import { ChipRow } from './chip'
import { CountdownRing } from './countdown-ring'
import { Dial } from './dial'
import { Empty } from './empty'
import { ErrorState } from './error-state'
import { Field } from './field'
import { ForWhom } from './for-whom'
import { ListItem } from './list'
import { OfflineBar } from './offline-bar'
import { Page } from './page'
import { QrCode } from './qr-code'
import { Confirm } from './sheet'
import { Tag } from './tag'
import { Tick } from './tick'
import { Timeline } from './timeline'

afterEach(() => {
  cleanup()
  setLargeType(false)
})

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

describe('a button', () => {
  it('takes no second tap while the first is being dealt with, and says so', async () => {
    let finish = () => {}
    const claim = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    render(<Button onTap={claim}>领取</Button>)
    press('领取')
    press(/领取，正在办理/)
    expect(claim).toHaveBeenCalledTimes(1)
    await act(async () => finish())
    press('领取')
    expect(claim).toHaveBeenCalledTimes(2)
  })

  it('that is disabled does nothing and is announced as such', () => {
    const claim = vi.fn()
    render(
      <Button onTap={claim} disabled>
        领取
      </Button>,
    )
    press('领取')
    expect(claim).not.toHaveBeenCalled()
    expect(screen.getByRole('button').getAttribute('aria-disabled')).toBe('true')
  })
})

describe('a field', () => {
  it('is found by its label and its error is tied to it', () => {
    const typed = vi.fn()
    render(<Field label="身份证号码" value="" onInput={typed} error="请填写完整的身份证号码" />)
    const input = screen.getByLabelText('身份证号码')
    fireEvent.change(input, { target: { value: '11' } })
    expect(typed).toHaveBeenCalledWith('11')
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('请填写完整的身份证号码')
    expect(input.getAttribute('aria-invalid')).toBe('true')
  })
})

describe('a tick', () => {
  it('shows its box also when it is empty, and says whether it is set', () => {
    const onChange = vi.fn()
    const { rerender } = render(<Tick title="我已读过" checked={false} onChange={onChange} />)
    const box = screen.getByRole('checkbox', { name: '我已读过' })
    expect([box.getAttribute('aria-checked'), box.querySelectorAll('.tick__box').length]).toEqual(['false', 1])
    fireEvent.click(box)
    expect(onChange).toHaveBeenCalledWith(true)
    rerender(<Tick title="我已读过" checked disabled onChange={onChange} />)
    expect(screen.getByRole('checkbox').getAttribute('aria-checked')).toBe('true')
    fireEvent.click(screen.getByRole('checkbox'))
    expect(onChange).toHaveBeenCalledTimes(1)
  })
})

describe('a sheet', () => {
  it('takes the focus, closes on Escape and gives the focus back', () => {
    function Example() {
      const [open, setOpen] = useState(false)
      return (
        <>
          <Button onTap={() => setOpen(true)}>撤销核销</Button>
          <Confirm open={open} title="撤销这次核销？" body="券可以再次使用" action="撤销" danger onConfirm={() => {}} onClose={() => setOpen(false)} />
        </>
      )
    }
    render(<Example />)
    const opener = screen.getByRole('button', { name: '撤销核销' })
    opener.focus()
    fireEvent.click(opener)
    const dialog = screen.getByRole('dialog', { name: '撤销这次核销？' })
    expect(dialog.contains(document.activeElement)).toBe(true)
    fireEvent.keyDown(document, { key: 'Escape' })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(opener)
  })
})

describe('states of a page', () => {
  it('an error says what happened, what was kept and what to do; the number to quote only when it is our fault', () => {
    const retry = vi.fn()
    const { rerender } = render(<ErrorState error={new ApiError({ status: 503, code: 'DOWN', title: '服务暂时不可用', detail: '请稍后再试', requestId: 'req-7' })} kept="您填的内容还在" onRetry={retry} />)
    expect(screen.getByRole('alert').textContent).toBe('服务暂时不可用请稍后再试您填的内容还在再试一次求助时请报编号 req-7')
    press('再试一次')
    expect(retry).toHaveBeenCalledTimes(1)
    rerender(<ErrorState error={new ApiError({ status: 403, code: 'NO', title: '无权查看', requestId: 'req-8' })} onRetry={retry} />)
    expect(screen.getByRole('alert').textContent).not.toContain('req-8')
  })

  it('the offline bar tells the age of what is shown', () => {
    render(<OfflineBar error={new ApiError({ status: 0, code: 'OFFLINE', title: '没有网络' })} at={Date.now() - 300_000} onRetry={() => {}} />)
    expect(screen.getByRole('status').textContent).toBe('没有网络，内容更新于 5 分钟前刷新')
  })

  it('nothing to show has a heading and a reason', () => {
    render(<Empty title="还没有券" note="领取的券会在这里" />)
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('还没有券')
  })

  it('a page whose footer has nothing to offer has none', () => {
    const { rerender } = render(<Page footer={false}>内容</Page>)
    expect(screen.queryByRole('region', { name: '这一页的操作' })).toBeNull()
    rerender(<Page footer={<Button onTap={() => undefined}>确认</Button>}>内容</Page>)
    expect(screen.getByRole('region', { name: '这一页的操作' })).toBeDefined()
  })

  it('适老 mode enlarges the whole page', () => {
    setLargeType(true)
    const { container } = render(
      <Page heading="首页">
        <></>
      </Page>,
    )
    const page = container.querySelector<HTMLElement>('.page')
    expect(page?.className).toContain('page--large')
    expect(page?.style.getPropertyValue('--scale')).toBe('1.35')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('首页')
  })
})

describe('what is shown is also said', () => {
  it('scenes are one choice of a named group', () => {
    const pick = vi.fn()
    render(<ChipRow label="场景" items={[{ code: 'bus', title: '公交', icon: 'bus' }, { code: 'book', title: '图书', icon: 'book' }]} selected="bus" onSelect={pick} />)
    expect(screen.getByRole('radio', { name: '公交' }).getAttribute('aria-checked')).toBe('true')
    fireEvent.click(screen.getByRole('radio', { name: '图书' }))
    expect(pick).toHaveBeenCalledWith('book')
  })

  it('the dial is a sentence, a QR has its purpose, a ring its seconds, a tag its word', () => {
    render(<Dial totalCenti={71_200} maxCenti={100_000} bands={[{ title: '优秀', fromCenti: 35_000, toCenti: 100_000 }]} gradeTitle="优秀" />)
    expect(screen.getByRole('img', { name: /信用分 712 分，等级优秀/ })).toBeTruthy()
    render(<QrCode text="XH1:A" label="出示码，请让店员扫描" />)
    expect(screen.getByAltText('出示码，请让店员扫描').getAttribute('src')).toMatch(/^data:image\/svg\+xml,/)
    render(<CountdownRing secondsLeft={41.2} secondsTotal={60} label="后自动更新" />)
    expect(screen.getByRole('timer', { name: '42 秒后自动更新' })).toBeTruthy()
    render(<Tag tone="red">已过期</Tag>)
    expect(screen.getByText('已过期')).toBeTruthy()
  })

  it('a phone that cannot draw the SVG gets the code as rows', () => {
    const { container } = render(<QrCode text="XH1:A" label="出示码" />)
    fireEvent.error(screen.getByAltText('出示码'))
    expect(container.querySelectorAll('.qr-code__row')).toHaveLength(29)
    expect(screen.getByRole('img', { name: '出示码' })).toBeTruthy()
  })

  it('a line of the bill has its points, reason, office and end', () => {
    const { container } = render(<BillLine title="逾期还款 1 次" pointsCenti={-800} reason="2025 年 3 月" source="市公积金中心" until="2027-03-01" />)
    expect(container.textContent).toBe('逾期还款 1 次2025 年 3 月来源：市公积金中心，计至 2027年3月1日−8')
  })

  it('a timeline says which step is done and which is now', () => {
    render(<Timeline label="进度" items={[{ title: '已提交', state: 'done' }, { title: '核实中', state: 'now' }]} />)
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    expect(screen.getByRole('img', { name: '进行中' })).toBeTruthy()
  })

  it('a list line that leads nowhere is no button', () => {
    render(<ListItem title="实名" value="已完成" />)
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('the page says for whom, and the switch changes it', () => {
    const swap = vi.fn()
    const me = { id: '1', name: '我本人', kind: 'person' } as const
    const firm = { id: '2', name: '青禾食品', kind: 'organization' } as const
    render(<ForWhom current={me} choices={[me, firm]} onSwitch={swap} />)
    press('我本人，切换为谁办理')
    press(/青禾食品/)
    expect(swap).toHaveBeenCalledWith(firm)
  })
})
