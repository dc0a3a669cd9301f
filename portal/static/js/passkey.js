// Registers and uses passkeys. The form carries data-passkey ("create" or "get") and the options, as JSON in data-options
// or at the address in data-options-url; the answer goes back in the hidden field "credential". Without a script, or where
// the device has none, the form stays hidden and the page offers its other way.
(function () {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }));

  function asked(options, making) {
    const ready = { ...options, challenge: bytes(options.challenge) };
    if (making) {
      ready.user = { ...options.user, id: bytes(options.user.id) };
      ready.excludeCredentials = known(options.excludeCredentials);
    } else {
      ready.allowCredentials = known(options.allowCredentials);
    }
    return { publicKey: ready };
  }

  function answer(credential, making) {
    const response = credential.response;
    const parts = making
      ? { attestationObject: text(response.attestationObject), transports: response.getTransports ? response.getTransports() : [] }
      : {
        authenticatorData: text(response.authenticatorData),
        signature: text(response.signature),
        userHandle: response.userHandle ? text(response.userHandle) : null,
      };
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || null,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: { clientDataJSON: text(response.clientDataJSON), ...parts },
    });
  }

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const reply = await fetch(form.dataset.optionsUrl, { method: "POST", body: new FormData(form), credentials: "same-origin" });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
  }

  async function run(form) {
    const making = form.dataset.passkey === "create";
    const request = asked(await options(form), making);
    const credential = making ? await navigator.credentials.create(request) : await navigator.credentials.get(request);
    form.elements.credential.value = answer(credential, making);
    form.submit();
  }

  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-failed]");
      if (failed) failed.hidden = true;
      run(form).catch(() => { if (failed) failed.hidden = false; });
    });
  });
})();
