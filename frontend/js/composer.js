// Where people write: toolbar, drafts, mentions, quotes.
import "./elements/composer.js"
import "./elements/draft.js"
import "./elements/hints.js"
import "./elements/kept.js"
import "./elements/kind.js"
import "./elements/mention.js"
import "./elements/quote.js"
