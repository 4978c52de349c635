// On every page: htmx and the small elements. Each works alone; the page works without any of them.
import "htmx.org"
import "./elements/menu.js"
import "./elements/dialog.js"
import "./elements/copy.js"
import "./elements/autogrow.js"
import "./elements/toast.js"
import "./elements/code.js"
import "./elements/reveal.js"
import "./elements/reveal.js"
import "./elements/local-time.js"
import "./elements/live.js"
import { guardForms } from "./forms.js"
import { tellOfTrouble } from "./trouble.js"

guardForms(document)
tellOfTrouble(document)
