// Contract × use cases: parses the input, runs the use case, and lets nothing of a bug out but a number.
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import {
  contract,
  isMethod,
  type CallErrorCode,
  type Input,
  type Method,
  type MethodErrorCode,
  type MethodResult,
  type Output,
  type ParsedInput,
} from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, type Result } from '#shared/result.ts'

export type Handlers = {
  /** `signal` ends when nobody waits for the answer any more. */
  readonly [M in Method]: (
    input: ParsedInput<M>,
    signal: AbortSignal,
  ) => Promise<MethodResult<M>> | MethodResult<M>
}

export type AnyResult = Result<unknown, Failure>

export interface Router {
  /** For hosts that name the method in their code. */
  call<M extends Method>(
    name: M,
    input: Input<M>,
    signal?: AbortSignal,
  ): Promise<Result<Output<M>, Failure<MethodErrorCode<M> | CallErrorCode>>>
  /** For transports: nothing about the name or the input is known. */
  dispatch(name: string, input: unknown, signal?: AbortSignal): Promise<AnyResult>
}

/** `report` gets the bug itself, for the host's own log; callers only get the correlation id. */
export function createRouter(
  handlers: Handlers,
  options: { readonly desktop: boolean; readonly report: (correlationId: string, error: unknown) => void },
): Router {
  async function dispatch(
    name: string,
    input: unknown,
    signal = new AbortController().signal,
  ): Promise<AnyResult> {
    if (!isMethod(name) || (contract[name].desktopOnly && !options.desktop))
      return err(failure('unknown_method', { method: name.slice(0, 100) }))
    const parsed = contract[name].input.safeParse(input)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const field = issue?.path.join('.') ?? ''
      return err(failure('invalid_input', { field: field.slice(0, 100), ...boundOf(issue) }))
    }
    try {
      const handler = handlers[name] as (
        input: unknown,
        signal: AbortSignal,
      ) => Promise<AnyResult> | AnyResult
      return await handler(parsed.data, signal)
    } catch (error) {
      const correlationId = randomUUID()
      options.report(correlationId, error)
      return err(failure('internal', { correlationId }))
    }
  }
  return { call: dispatch as Router['call'], dispatch }
}

function boundOf(issue: z.core.$ZodIssue | undefined): { least?: number; most?: number } {
  if (issue?.code === 'too_small' && issue.origin === 'string') return { least: Number(issue.minimum) }
  return issue?.code === 'too_big' && issue.origin === 'string' ? { most: Number(issue.maximum) } : {}
}
