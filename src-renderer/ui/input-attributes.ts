// What a field gives the input in it, which spreads it on itself: its name, its hint and its problem.

export interface InputAttributes {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': 'true' | undefined
}
