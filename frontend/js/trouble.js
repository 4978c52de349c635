// When htmx gets no answer, or one that is not put into the page, a toast says so in words.
import { say } from "./page.js"
import { word } from "./words.js"

const WORDS = { 401: "signed_out", 403: "refused", 404: "gone", 409: "gone", 413: "too_big", 429: "too_fast" }

export function tellOfTrouble(page) {
  page.addEventListener("htmx:response:error", (event) => {
    const { status, headers } = event.detail.ctx.response
    // The server may say it better: a sentence in the header X-Say, percent-encoded.
    const said = headers.get("X-Say")
    if (said) say(decodeURIComponent(said))
    else if (status >= 500) say(word("broken"))
    else if (WORDS[status]) say(word(WORDS[status]))
  })
  page.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx) say(word("offline"))
  })
}
