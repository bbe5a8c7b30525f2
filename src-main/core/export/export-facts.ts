// What every exported file says about itself.

export interface ExportFacts {
  readonly vendor: string
  readonly uniqueKey: string
  readonly exportedAt: string
  readonly app: string
}
