// What of the table a person cannot read to its end.

/** Texts of the cells that end in an ellipsis. */
export const cutOff = () =>
  [...document.querySelectorAll('tbody td .text')]
    .filter((text) =>
      [text, ...text.children].some(
        (part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth,
      ),
    )
    .map((text) => text.textContent)
