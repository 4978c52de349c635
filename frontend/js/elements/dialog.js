// <hg-dialog>: opens its <dialog> from a link or button with data-opens="id"; anything inside with data-closes shuts it.
class Dialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog")
    document.addEventListener("click", this.open)
    this.dialog.addEventListener("click", (event) => {
      // A press on the dialog itself is a press on the shade round it.
      if (event.target === this.dialog || event.target.closest("[data-closes]")) {
        event.preventDefault()
        this.dialog.close()
      }
    })
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.open)
  }

  open = (event) => {
    const opener = event.target.closest?.("[data-opens]")
    if (opener?.dataset.opens !== this.dialog.id || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    this.dialog.showModal()
  }
}

customElements.define("hg-dialog", Dialog)
