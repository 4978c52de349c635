// <hg-local-time data-zone="Europe/London">: where the reader's clock differs from the zone the page is written in,
// adds the reader's own time to the <time> inside.
class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time")
    const moment = new Date(time?.dateTime ?? "")
    if (Number.isNaN(moment.getTime())) return
    const clock = (timeZone) => new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", hour: "numeric", minute: "2-digit", timeZone }).format(moment)
    const here = clock(undefined)
    if (here === clock(this.dataset.zone) || this.dataset.done) return
    this.dataset.done = "yes"
    this.append(` (${here}, ${Intl.DateTimeFormat().resolvedOptions().timeZone.split("/").pop().replaceAll("_", " ")})`)
  }
}

customElements.define("hg-local-time", LocalTime)
