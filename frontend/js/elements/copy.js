// <hg-copy>: a link that copies its address, or opens the share sheet on a phone.
import { say } from "../page.js"
import { word } from "../words.js"

// A link in a menu copies its address the same way: <a href="…" data-copies>.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("a[data-copies]")) copy(event, document.body.dataset)
})

async function copy(event, words) {
  const link = event.target.closest("a")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const { href: url } = link
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    // Putting the sheet away is no mistake.
    await navigator.share({ title: words.title || document.title, url }).catch(() => {})
    return
  }
  try {
    await navigator.clipboard.writeText(url)
    say(words.done || word("copied"))
  } catch {
    location.assign(url)
  }
}

class Copy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => copy(event, this.dataset))
  }
}

customElements.define("hg-copy", Copy)
