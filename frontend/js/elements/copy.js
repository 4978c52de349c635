// <hg-copy>: a link that copies its address, or opens the share sheet on a phone.
import { say } from "../page.js"

class Copy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.copy(event))
  }

  async copy(event) {
    const link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const { href: url } = link
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      // Putting the sheet away is no mistake.
      await navigator.share({ title: this.dataset.title || document.title, url }).catch(() => {})
      return
    }
    try {
      await navigator.clipboard.writeText(url)
      say(this.dataset.done)
    } catch {
      location.assign(url)
    }
  }
}

customElements.define("hg-copy", Copy)
