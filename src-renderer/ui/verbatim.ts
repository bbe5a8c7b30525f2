// What is typed letter by letter, as a code or a path: nothing completes it, nothing corrects it, and each letter is told apart.
export const verbatim = { class: 'mono', autocomplete: 'off', spellcheck: false } as const
