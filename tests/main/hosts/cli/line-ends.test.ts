// A line without end on the standard input of “serve” fills no memory.
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { onLineEnds } from '#main/hosts/cli/line-ends.ts'

test('each Enter is heard, and of a line without end nothing is kept', () => {
  const input = new EventEmitter()
  let heard = 0
  onLineEnds(input as unknown as NodeJS.ReadableStream, () => (heard += 1))
  input.emit('data', Buffer.from('\n'))
  // More than one text may hold.
  const much = Buffer.alloc(1024 * 1024, 'x')
  for (let count = 0; count < 600; count += 1) input.emit('data', much)
  expect(heard).toBe(1)
  input.emit('data', Buffer.from('x\r\n\n'))
  expect(heard).toBe(2)
})
