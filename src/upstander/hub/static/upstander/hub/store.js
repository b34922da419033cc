// What the device holds. `session` is gone when the tab closes; `kept` stays until it is cleared.

/** @param {() => Storage} storage */
function shelf(storage) {
  return {
    /**
     * @param {string} key
     * @returns {any}
     */
    get(key) {
      try {
        return JSON.parse(storage().getItem(key) || "null");
      } catch {
        return null; // storage is switched off, or holds what another version wrote
      }
    },
    /**
     * @param {string} key
     * @param {unknown} value
     */
    set(key, value) {
      try {
        storage().setItem(key, JSON.stringify(value));
        return true;
      } catch {
        return false; // storage is switched off or full: the caller says so
      }
    },
    /** @param {string} key */
    remove(key) {
      try {
        storage().removeItem(key);
      } catch {
        return; // storage is switched off: there is nothing to remove
      }
    },
  };
}

export const session = shelf(() => sessionStorage);
export const kept = shelf(() => localStorage);

/**
 * Removes all that this site has stored on the device.
 *
 * @returns {void}
 */
export function clearDevice() {
  for (const storage of [() => sessionStorage, () => localStorage]) {
    try {
      storage().clear();
    } catch {
      // storage is switched off: it holds nothing
    }
  }
}
