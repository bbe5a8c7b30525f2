// Imported before all else: the bridge asks while the page's other files are evaluated.
import { askedEarly } from './asked-early.ts'
import { connect } from './connect.ts'

const made = connect(window)
export const bridge = made.host.status === 'signed_out' ? made : { ...made, client: askedEarly(made.client) }
