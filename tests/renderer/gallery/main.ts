// The gallery's start.
import { mount } from 'svelte'
import './english-first.ts'
import Gallery from './Gallery.svelte'
import '../../../src-renderer/styles/tokens.css'
import '../../../src-renderer/styles/base.css'

const target = document.querySelector('#gallery')
if (target) mount(Gallery, { target })
