// A passkey: the browser makes one, or shows one, for a challenge of the hub's. Its answer goes into
// the form, and the form to the hub.

const form = /** @type {HTMLFormElement} */ (
  /** @type {unknown} */ (document.querySelector("form[data-passkey]"))
);

if (form) {
  if (location.origin !== form.dataset.origin) say("elsewhere");
  else if (!window.PublicKeyCredential) say("unable");
  else {
    say("");
    form.hidden = false;
    form.addEventListener("submit", answer);
  }
}

/** @param {Event} event */
async function answer(event) {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  say("");
  try {
    const { publicKey } = await asked();
    const given = publicKey.user ? await made(publicKey) : await shown(publicKey);
    /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value =
      JSON.stringify(given);
    form.submit();
  } catch (error) {
    say(reason(/** @type {Error} */ (error)));
  } finally {
    button.disabled = false;
  }
}

/** Returns what the hub asks for now; it may be answered once, within minutes. */
async function asked() {
  const answer = await fetch(String(form.dataset.passkey), {
    method: "POST",
    body: new FormData(form),
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** @param {any} options as the hub wrote them, with text for bytes */
async function made(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map(described),
  };
  const key = /** @type {PublicKeyCredential} */ (
    await navigator.credentials.create({ publicKey })
  );
  const said = /** @type {AuthenticatorAttestationResponse} */ (key.response);
  return written(key, {
    clientDataJSON: said.clientDataJSON,
    attestationObject: said.attestationObject,
  });
}

/** @param {any} options as the hub wrote them, with text for bytes */
async function shown(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: options.allowCredentials.map(described),
  };
  const key = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }));
  const said = /** @type {AuthenticatorAssertionResponse} */ (key.response);
  return written(key, {
    clientDataJSON: said.clientDataJSON,
    authenticatorData: said.authenticatorData,
    signature: said.signature,
  });
}

/** @param {{ id: string }} credential */
function described(credential) {
  return { ...credential, id: bytes(credential.id) };
}

/**
 * @param {PublicKeyCredential} key
 * @param {{ [name: string]: ArrayBuffer }} said
 */
function written(key, said) {
  /** @type {{ [name: string]: string }} */
  const response = {};
  for (const name of Object.keys(said)) response[name] = text(said[name]);
  return { id: key.id, rawId: text(key.rawId), type: key.type, response };
}

/** @param {Error} error */
function reason(error) {
  if (error.name === "InvalidStateError") return "known";
  return error.name === "NotAllowedError" ? "stopped" : "failed";
}

/** @param {string} which sentence to show; none, where there is no such */
function say(which) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-when]")
  ))
    one.hidden = one.dataset.when !== which;
}

/** @param {string} encoded base64url */
function bytes(encoded) {
  const plain = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export {}; // a module: its names are its own
