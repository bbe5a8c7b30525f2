// A QR code as a path, and as files of two kinds.
import { encode, renderSVG, type QrCodeGenerateOptions } from 'uqr'

/** `border`: modules of white around the code, what ISO/IEC 18004 asks for. */
const CODE: QrCodeGenerateOptions = { border: 4, ecc: 'M' }
const PIXELS_PER_MODULE = 8

export interface QrPath {
  /** Modules on each side, the white around it included. */
  readonly size: number
  readonly path: string
}

export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, CODE)
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return { size, path }
}

export const qrSvg = (text: string): string => renderSVG(text, CODE)

/** In base 64. */
export function qrPng(text: string): string {
  const { size, path } = qrPath(text)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * PIXELS_PER_MODULE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws nothing')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(PIXELS_PER_MODULE, PIXELS_PER_MODULE)
  context.fillStyle = '#000'
  context.fill(new Path2D(path))
  return canvas.toDataURL('image/png').split(',')[1] ?? ''
}
