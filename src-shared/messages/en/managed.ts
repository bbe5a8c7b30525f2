// English words for what an administrator laid down and cannot be used.
import { storeTrouble } from './store-trouble.ts'

/** Of `managed_settings_not_usable`. `setting`: which of them is wrong, or empty. */
export function managedTrouble(path: string, reason: string, setting: string): string {
  switch (reason) {
    case 'of_others':
      return `Others than the administrator may write ${path} or its folder, or it is a link: it is not believed.`
    case 'unknown_setting':
      return `${path} names “${setting}”, which this version does not know.`
    case 'wrong_value':
      return `${path} gives “${setting}” a value that is not allowed.`
    case 'not_utf8':
      return `${path} is not UTF-8: save it as that.`
    default:
      return storeTrouble(path, reason)
  }
}
