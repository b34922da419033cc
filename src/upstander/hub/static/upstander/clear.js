// "Clear this device": everything this site has kept here, at one press.
import { forget } from "./offline.js";
import { clearDevice } from "./store.js";

export function start(button) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    clearDevice();
    await forget();
    const done = document.createElement("p");
    done.setAttribute("role", "status");
    done.textContent = button.dataset.done;
    button.replaceWith(done);
  });
}
