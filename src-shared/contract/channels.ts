// The two fixed IPC channels of the desktop host, and the name under which the page finds the preload's API.

export const CALL_CHANNEL = 'desk:call'
export const EVENT_CHANNEL = 'desk:event'
export const PRELOAD_API = 'activationDesk'
