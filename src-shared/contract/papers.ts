// The sheets of paper that a PDF may have.

export const PAPERS = ['a4-landscape', 'a4-portrait', 'letter-landscape', 'letter-portrait'] as const
export type Paper = (typeof PAPERS)[number]
