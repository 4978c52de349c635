// <hg-toast>: stays 10 seconds, and for as long as the pointer or the focus is on it.
const STAYS = 10000

class Toast extends HTMLElement {
  connectedCallback() {
    for (const name of ["pointerenter", "focusin"]) this.addEventListener(name, () => clearTimeout(this.timer))
    for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => this.wait())
    this.wait()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  wait() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.remove(), STAYS)
  }
}

customElements.define("hg-toast", Toast)
