// Notices as the operating system shows them: the Notifier port made real. A click opens the row.
import { Notification } from 'electron'
import type { Notice, Notifier } from '#main/core/ports/notifier.ts'
import type { Messages } from '#shared/messages/messages.ts'
import { noticeText } from '#shared/messages/notice-text.ts'
import { dateTexts } from '#shared/report/date-texts.ts'

export interface NotificationNeeds {
  readonly loadWords: () => Promise<Messages>
  readonly locale: string
  readonly now: () => number
  /** The name of a row. */
  readonly open: (row: string) => void
  readonly report: (error: unknown) => void
}

/** SECURITY: an app that shows what others wrote shows it as text, and a click leads to our page alone. docs/SECURITY.md#notifications */
export function electronNotifier({ loadWords, locale, now, open, report }: NotificationNeeds): Notifier {
  /** What nobody holds is collected, and its click with it. */
  const shown = new Set<Notification>()
  const show = async (notice: Notice) => {
    if (!Notification.isSupported()) return
    const { title, body } = noticeText(notice, await loadWords(), now(), dateTexts({ locale }).end)
    const notification = new Notification({ title, body })
    shown.add(notification)
    const gone = () => void shown.delete(notification)
    notification.on('click', () => {
      gone()
      const [first] = notice.of
      if (first) open(first.row)
    })
    notification.on('close', gone)
    notification.on('failed', gone)
    notification.show()
  }
  return { show: (notice) => void show(notice).catch(report) }
}
