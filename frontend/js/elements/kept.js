// <hg-kept>: the server has these words. Their copy on this device goes, so that it never comes back over newer ones.
import { DraftCopy } from "../models/draft-copy.js"

class Kept extends HTMLElement {
  connectedCallback() {
    DraftCopy.forget(localStorage, this.dataset.copyCode)
  }
}

customElements.define("hg-kept", Kept)
