// Keygen's own documentation, which its errors lead to.
export const about = (page: string): string => `https://keygen.sh/docs/api/${page}`
