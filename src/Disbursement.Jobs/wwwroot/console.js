// Keeps the session of somebody who works on an open page alive, keeps half-written words, and asks before others are lost.
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
        if ([...open].some(field => field.type !== "password" && field.type !== "hidden" && !field.hasAttribute("data-keep") && field.value !== "" && field.value !== field.defaultValue)) event.preventDefault();
    });

    // A reason that somebody writes outlasts a reload and a lost connection: it stays in this tab, under their name and this page, until the act is done or given up.
    const officer = () => document.querySelector(".who b")?.textContent ?? "";
    const page = () => `kept:${officer()}:${location.pathname}:`;
    const nameOf = field => `${page()}${field.closest(".mud-dialog")?.querySelector(".mud-dialog-title")?.textContent.trim() ?? ""}:${field.getAttribute("data-keep")}`;
    const forget = which => Object.keys(sessionStorage).filter(key => key.startsWith("kept:") && which(key)).forEach(key => sessionStorage.removeItem(key));
    if (officer() !== "") forget(key => !key.startsWith(`kept:${officer()}:`));
    document.addEventListener("input", event => {
        if (event.target instanceof Element && event.target.hasAttribute("data-keep")) sessionStorage.setItem(nameOf(event.target), event.target.value);
    });
    document.addEventListener("submit", event => {
        if (event.target instanceof HTMLFormElement && event.target.action.endsWith("/session/close")) forget(() => true);
    });
    new MutationObserver(changes => {
        for (const change of changes) {
            if (change.type === "attributes") {
                if (change.target.matches(".told-done, .told-needs") && change.target.matches("[data-test=told]")) forget(key => key.startsWith(page()));
                continue;
            }
            for (const node of change.addedNodes) {
                if (!(node instanceof Element)) continue;
                for (const field of [node, ...node.querySelectorAll("[data-keep]")].filter(one => one.hasAttribute("data-keep"))) {
                    const kept = sessionStorage.getItem(nameOf(field));
                    if (!kept || field.value !== "") continue;
                    field.value = kept;
                    field.dispatchEvent(new Event("input", { bubbles: true }));
                }
            }
        }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });

    document.addEventListener("click", event => {
        const leaves = event.target instanceof Element ? event.target.closest("[data-leave]") : null;
        if (leaves) leaves.closest(".mud-dialog")?.querySelectorAll("[data-keep]").forEach(field => sessionStorage.removeItem(nameOf(field)));
        const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
        if (button) navigator.clipboard?.writeText(button.getAttribute("data-copy"));
        if (event.target instanceof Element && event.target.closest("nav.main a")) document.querySelector("details.menu")?.removeAttribute("open");
    });
})();
