// Keeps the session of somebody who works on an open page alive, and asks before unsaved words are lost.
(() => {
    "use strict";
    const every = 4 * 60 * 1000;
    let last = Date.now();
    const touched = () => {
        if (Date.now() - last < every) return;
        last = Date.now();
        fetch("/session/alive", { credentials: "same-origin", redirect: "manual" }).catch(() => { });
    };
    for (const kind of ["click", "keydown"]) document.addEventListener(kind, touched, { passive: true });

    addEventListener("beforeunload", event => {
        const open = document.querySelectorAll(".mud-dialog textarea, .mud-dialog input, [data-unsaved] input, [data-unsaved] textarea");
        if ([...open].some(field => field.type !== "password" && field.type !== "hidden" && field.value !== "" && field.value !== field.defaultValue)) event.preventDefault();
    });

    document.addEventListener("click", event => {
        const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
        if (button) navigator.clipboard?.writeText(button.getAttribute("data-copy"));
        if (event.target instanceof Element && event.target.closest("nav.main a")) document.querySelector("details.menu")?.removeAttribute("open");
    });
})();
