// What a cell has no room for, as its title. Written out when it is wanted: a full date takes longer than all the rest of a row.
import { wholeText } from '../../../ui/formats.ts'

export function writeTitle({ target }: PointerEvent): void {
  if (!(target instanceof Element)) return
  const time = target.closest('time')
  if (time) time.title = wholeText(time.dateTime)
  const text = target.closest<HTMLElement>('bdi.text')
  if (text && (text.firstElementChild || text.scrollHeight > text.clientHeight)) text.title = text.textContent
  else text?.removeAttribute('title')
}
