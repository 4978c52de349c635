// <hg-live>: "2 new replies. Show". The stream only says that something changed; what, the page asks by the normal door.
// It never moves the text being read: the bar is a link.
const SLOWEST = 60000
const HIDDEN_FOR = 60000

class Live extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a")
    this.wait = 2000
    this.open()
    addEventListener("pagehide", this.close)
    addEventListener("pageshow", this.back)
    document.addEventListener("visibilitychange", this.seen)
  }

  disconnectedCallback() {
    this.close()
    removeEventListener("pagehide", this.close)
    removeEventListener("pageshow", this.back)
    document.removeEventListener("visibilitychange", this.seen)
  }

  open() {
    if (this.stream || !this.dataset.liveUrl) return
    this.stream = new EventSource(this.dataset.liveUrl)
    this.stream.onopen = () => (this.wait = 2000)
    this.stream.onmessage = (event) => this.heard(event)
    // The browser reconnects by itself after a break; after a refusal it does not.
    this.stream.onerror = () => {
      if (this.stream?.readyState !== EventSource.CLOSED) return
      this.close()
      this.timer = setTimeout(() => this.open(), (this.wait = Math.min(this.wait * 2, SLOWEST)))
    }
  }

  close = () => {
    clearTimeout(this.timer)
    this.stream?.close()
    this.stream = null
  }

  back = (event) => {
    if (!event.persisted) return
    this.open()
    this.count()
  }

  // A page that nobody looks at gives its connection back.
  seen = () => {
    clearTimeout(this.leaving)
    if (document.hidden) this.leaving = setTimeout(this.close, HIDDEN_FOR)
    else if (!this.stream) this.back({ persisted: true })
  }

  heard(event) {
    let message
    try {
      message = JSON.parse(event.data)
    } catch {
      return
    }
    if (message.kind !== "reply" || message.item !== this.dataset.item) return
    clearTimeout(this.counting)
    this.counting = setTimeout(() => this.count(), 300)
  }

  async count() {
    const answer = await fetch(this.dataset.countUrl, { headers: { Accept: "application/json" } }).catch(() => null)
    if (!answer?.ok) return
    const { count, text } = await answer.json().catch(() => ({ count: 0 }))
    this.link.hidden = !count
    if (count) this.link.textContent = text
  }
}

customElements.define("hg-live", Live)
