// <hg-autogrow>: a textarea as tall as its text, where the browser does not do it by `field-sizing`.
class Autogrow extends HTMLElement {
  connectedCallback() {
    if (CSS.supports("field-sizing", "content")) return
    const area = this.querySelector("textarea")
    const grow = () => {
      area.style.blockSize = "auto"
      area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`
    }
    area.addEventListener("input", grow)
    grow()
  }
}

customElements.define("hg-autogrow", Autogrow)
