import Taro from '@tarojs/taro'
import { type CalendarEvent, toIcs } from '@xinhui/rules/ics'
import { toast } from '../../components/toast'

/** Into the phone's calendar in WeChat; as a file (RFC 5545) in a browser. Never rejects. */
export async function saveDays(events: readonly CalendarEvent[]): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    const address = URL.createObjectURL(new Blob([toIcs(events, new Date().toISOString())], { type: 'text/calendar' }))
    const link = document.createElement('a')
    link.href = address
    link.download = 'xinhui-repair.ics'
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 60_000)
    return
  }
  try {
    for (const { day, title, text } of events) await Taro.addPhoneCalendar({ title, description: text, startTime: Math.floor(Date.parse(`${day}T01:00:00Z`) / 1000), allDay: true, alarm: true })
    toast('已加到手机日历')
  } catch {
    toast('没有加到日历，请在设置里允许使用日历')
  }
}
