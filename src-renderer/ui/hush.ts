// When a window or panel gives the focus back to its button, the button's tooltip stays closed until the next move.

let hushed = false

export const tooltipsAreHushed = (): boolean => hushed

export function hushTooltips(): void {
  hushed = true
  const controller = new AbortController()
  const end = () => {
    hushed = false
    controller.abort()
  }
  const options = { capture: true, signal: controller.signal }
  window.addEventListener('keydown', end, options)
  window.addEventListener('pointermove', end, options)
}
