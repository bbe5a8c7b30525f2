// Whether what is pasted takes the place of all that a field holds.
export function isWhollySelected(field: EventTarget | null | undefined): boolean {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false
  return field.value !== '' && field.selectionStart === 0 && field.selectionEnd === field.value.length
}
