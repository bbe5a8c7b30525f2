// Takes a file that is dropped on an element: the .lic file of a representative.
import type { Attachment } from 'svelte/attachments'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** `over`: whether a file hangs over the element at this moment. */
export function keyFiles(
  take: (file: File) => void,
  over: (hanging: boolean) => void,
): Attachment<HTMLElement> {
  return (element) => {
    const controller = new AbortController()
    const { signal } = controller
    element.addEventListener('dragover', (event) => over(carriesFiles(event)), { signal })
    element.addEventListener('dragleave', () => over(false), { signal })
    element.addEventListener(
      'drop',
      (event) => {
        over(false)
        const file = event.dataTransfer?.files[0]
        if (!file) return
        event.preventDefault() // it is taken: the page does nothing with it
        take(file)
      },
      { signal },
    )
    return () => controller.abort()
  }
}
