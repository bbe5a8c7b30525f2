// The page's start: connects to the program behind it, then mounts the app.
import { mount } from 'svelte'
import App from './App.svelte'
import { connect } from './bridge/connect.ts'

const target = document.querySelector('#app')
if (target) {
  const bridge = await connect(window)
  mount(App, { target, props: { bridge } })
}
