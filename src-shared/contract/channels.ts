// The three fixed IPC channels of the desktop host, and the name under which the page finds the preload's API.

export const CALL_CHANNEL = 'desk:call'
/** Carries the number of a call that nobody waits for any more. */
export const CANCEL_CHANNEL = 'desk:cancel'
export const EVENT_CHANNEL = 'desk:event'
export const PRELOAD_API = 'activationDesk'
