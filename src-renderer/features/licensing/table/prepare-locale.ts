// What the first rows would wait for: the locale's formatters and its order of letters. Made while their list is on its way.
import { dayText, minuteText, numberText, percentText } from '../../../ui/formats.ts'
import { rankTexts } from './index/text-ranks.ts'

const SAMPLE = '2024-11-25T21:47:00.000Z'

/** A step each, of some milliseconds. */
export const localeSteps: readonly (() => void)[] = [
  () => void rankTexts(['a', 'b']),
  () => void numberText(0),
  () => void percentText(0),
  () => void dayText(SAMPLE),
  () => void minuteText(SAMPLE),
]
