// The one line to embed: <script type="module" src=".../widget/v1/aftercare-chat.js"></script>

import { AftercareChat } from "./element.js";

if (!customElements.get("aftercare-chat")) customElements.define("aftercare-chat", AftercareChat);
