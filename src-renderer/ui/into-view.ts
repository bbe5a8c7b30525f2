// For what is said below or above what a person looks at: scrolls to it when it appears.
export const intoView = (element: Element): void => element.scrollIntoView({ block: 'nearest' })
