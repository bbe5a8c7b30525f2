// What a person does on the page, by the words that they see. Works in the gallery and in Vitest's browser alike.
import {
  configure,
  fireEvent,
  getConfig,
  screen,
  waitFor,
  within,
  type ByRoleMatcher,
} from '@testing-library/dom'
import { userEvent } from '@testing-library/user-event'

// Two cores are shared with others: what is waited for is not timed.
const { getElementError } = getConfig()
configure({
  asyncUtilTimeout: 15_000,
  // What is not there yet is looked for many times: the whole document is written into the last complaint alone.
  getElementError: (message, container) =>
    isStillAwaited() ? new Error(message ?? '') : getElementError(message, container),
})

type Name = string | RegExp
type NameOfCell = Name | ((name: string) => boolean)
type Text = Name | ((text: string) => boolean)
type Room = HTMLElement | undefined

const user = userEvent.setup({ delay: null })
const inside = (room: Room) => (room ? within(room) : screen)

export const find = (role: ByRoleMatcher, name: Name, room?: Room): Promise<HTMLElement> =>
  inside(room).findByRole(role, { name })

/** Testing Library says so to itself alone, and leaves out what else is expensive. */
function isStillAwaited(): boolean {
  const { _disableExpensiveErrorDiagnostics } = getConfig() as {
    readonly _disableExpensiveErrorDiagnostics?: boolean
  }
  return _disableExpensiveErrorDiagnostics === true
}

/** Presses the first button of that name, once it can be pressed. */
export async function press(name: Name, room?: Room): Promise<void> {
  const button = await waitFor(() => {
    const [first] = inside(room).getAllByRole('button', { name })
    const usable = first && !first.matches(':disabled') && getComputedStyle(first).pointerEvents !== 'none'
    if (!usable) throw new Error(`“${String(name)}” cannot be pressed yet`)
    return first
  })
  await user.click(button)
}

export async function tick(name: Name, room?: Room): Promise<void> {
  const box = await waitFor(() => {
    const found = inside(room)
      .queryAllByRole('checkbox', { name })
      .concat(inside(room).queryAllByRole('radio', { name }))
    if (!found[0]) throw new Error(`nothing to tick is called “${String(name)}”`)
    return found[0]
  })
  await user.click(box)
}

/** The whole text at once, in the place of what was there. */
export async function fill(label: Name, text: string, room?: Room): Promise<void> {
  fireEvent.input(await inside(room).findByLabelText(label, { selector: 'input,textarea' }), {
    target: { value: text },
  })
}

/** The first window, panel or menu that is open. */
export async function dialog(): Promise<HTMLElement> {
  const open = await screen.findAllByRole('dialog')
  // The last one opened lies above the others.
  return open.at(-1) ?? document.body
}

export async function pressCell(text: NameOfCell): Promise<void> {
  const [cell] = await screen.findAllByRole('gridcell', { name: text })
  if (cell) await user.click(cell)
}

export async function pointAt(element: HTMLElement): Promise<void> {
  await user.hover(element)
}

export async function seeText(text: Text, room?: Room): Promise<HTMLElement> {
  const [first = document.body] = await inside(room).findAllByText(text)
  return first
}

export async function keys(text: string): Promise<void> {
  await user.keyboard(text)
}

/** As soon as the page has its rows. */
export const rowsAreThere = (): Promise<HTMLElement[]> => screen.findAllByRole('gridcell')
