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

    // Whether something is typed here that a reload would lose.
    const unsaved = () => {
        const open = document.querySelectorAll(".mud-dialog textarea, .mud-dialog input, [data-unsaved] input, [data-unsaved] textarea");
        return [...open].some(field => field.type !== "password" && field.type !== "hidden" && !field.hasAttribute("data-keep") && field.value !== "" && field.value !== field.defaultValue);
    };
    addEventListener("beforeunload", event => {
        if (unsaved()) event.preventDefault();
    });

    // A page whose connection is lost for good comes back by itself as soon as the service answers: after a restart, a lost network, a laptop asleep.
    const lost = document.getElementById("components-reconnect-modal");
    let waits = 0;
    const isLost = () => ["failed", "rejected", "resume-failed"].some(state => lost.classList.contains(`components-reconnect-${state}`));
    const comeBack = async () => {
        clearTimeout(waits);
        if (!isLost()) return;
        lost.dataset.lost ??= "waiting";
        try {
            const answer = await fetch("/health/live", { cache: "no-store" });
            if (answer.ok) {
                if (!unsaved()) {
                    location.reload();
                    return;
                }
                lost.dataset.lost = "back";
            }
        } catch {
            lost.dataset.lost = "waiting";
        }
        waits = setTimeout(comeBack, 2000);
    };
    // What was written while the connection broke may not have arrived: once it is there again, it is said again.
    let broke = false;
    const sayAgain = () => {
        for (const field of document.querySelectorAll(".mud-dialog textarea, .mud-dialog input, [data-unsaved] input, [data-unsaved] textarea")) {
            if (field.value === "" || ["checkbox", "radio", "file", "hidden"].includes(field.type)) continue;
            for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
        }
    };
    if (lost) new MutationObserver(() => {
        if (isLost()) comeBack();
        else delete lost.dataset.lost;
        const isBack = lost.classList.contains("components-reconnect-hide");
        if (broke && isBack) sayAgain();
        broke = !isBack;
    }).observe(lost, { attributes: true, attributeFilter: ["class"] });
    addEventListener("online", comeBack);
    document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") comeBack();
    });

    // A reason that somebody writes outlasts a reload and a lost connection: it stays in this tab, under their name and this page, until the act is done or given up.
    const officer = () => document.querySelector(".who b")?.textContent ?? "";
    const page = () => `kept:${officer()}:${location.pathname}:`;
    // The question names what it is about: a reason for one payment never turns up at another.
    const asked = field => [".mud-dialog-title", ".ask"].map(part => field.closest(".mud-dialog")?.querySelector(part)?.textContent.trim() ?? "").join(":");
    const nameOf = field => `${page()}${asked(field)}:${field.getAttribute("data-keep")}`;
    const giveUp = dialog => dialog?.querySelectorAll("[data-keep]").forEach(field => sessionStorage.removeItem(nameOf(field)));
    const forget = which => Object.keys(sessionStorage).filter(key => key.startsWith("kept:") && which(key)).forEach(key => sessionStorage.removeItem(key));
    if (officer() !== "") forget(key => !key.startsWith(`kept:${officer()}:`));
    document.addEventListener("input", event => {
        if (event.target instanceof Element && event.target.hasAttribute("data-keep")) sessionStorage.setItem(nameOf(event.target), event.target.value);
    });
    document.addEventListener("submit", event => {
        if (event.target instanceof HTMLFormElement && event.target.action.endsWith("/session/close")) forget(() => true);
    });
    // Who filters a sorted list keeps its order.
    document.addEventListener("submit", event => {
        if (!(event.target instanceof HTMLFormElement) || !event.target.matches("form.filter[method=get]")) return;
        const query = new URLSearchParams(location.search);
        for (const name of ["sort", "down"].filter(one => query.has(one) && event.target.elements[one] === undefined)) {
            event.target.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: query.get(name) }));
        }
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
                    // The dialog takes the focus first; whoever opened it by a key writes at once. Nobody who writes in another field is moved away.
                    if (field.closest(".mud-dialog")) for (const wait of [300, 900, 2000]) setTimeout(() => {
                        const active = document.activeElement;
                        if (!active?.closest(".mud-dialog") || !active.matches("input, textarea, select, button")) field.focus();
                    }, wait);
                    const kept = sessionStorage.getItem(nameOf(field));
                    if (!kept || field.value !== "") continue;
                    field.value = kept;
                    field.dispatchEvent(new Event("input", { bubbles: true }));
                }
            }
        }
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });

    // On a phone a row is a card: each cell names its column.
    let labels = 0;
    const label = () => {
        labels = 0;
        // What scrolls by itself can be reached by keys.
        for (const box of document.querySelectorAll(".list .mud-table-container")) box.tabIndex = 0;
        for (const table of document.querySelectorAll(".grid table")) {
            const heads = [...table.querySelectorAll("thead tr:last-child :is(th, td)")].map(head => head.textContent.replace(/[↑↓]/g, "").trim());
            for (const row of table.querySelectorAll(":is(tbody, tfoot) tr")) {
                const cells = [...row.cells];
                if (cells.reduce((sum, cell) => sum + cell.colSpan, 0) !== heads.length) continue;
                // A cell over several columns tells by itself what it is.
                cells.reduce((at, cell) => {
                    if (cell.colSpan === 1 && heads[at] && cell.dataset.label !== heads[at]) cell.dataset.label = heads[at];
                    return at + cell.colSpan;
                }, 0);
            }
        }
    };
    new MutationObserver(() => labels ||= requestAnimationFrame(label)).observe(document.body, { subtree: true, childList: true });
    label();
    // A key alone presses the button that names it, on a page that has such buttons: never while somebody writes, nor behind a dialog. Within a dialog Ctrl+Enter confirms.
    document.addEventListener("keydown", event => {
        const dialog = document.querySelector(".mud-dialog");
        if (dialog) {
            if (event.key === "Escape") giveUp(dialog);
            if (event.ctrlKey && event.key === "Enter") dialog.querySelector("[data-test=confirm]:not(:disabled)")?.click();
            return;
        }
        // A key that is held down, or was pressed before the page went on, is meant for what was there.
        if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof Element && event.target.closest("textarea, select, input:not([type=checkbox])")) return;
        document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not(:disabled)`)?.click();
    });

    // Files go beside the circuit, which would be slow to carry them, one after another; the page tells what became of each. What does not arrive is said.
    let sending = null;
    const send = async (to, token, file, place) => {
        sending = new AbortController();
        const { signal } = sending;
        try {
            const answer = await fetch(to, { method: "POST", body: file, signal, credentials: "same-origin", redirect: "manual",
                headers: { "RequestVerificationToken": token, "X-File-Name": encodeURIComponent(file.name), "X-File-Place": place } });
            return answer.ok || signal.aborted;
        } catch {
            return signal.aborted;
        }
    };
    document.addEventListener("change", async event => {
        const field = event.target;
        if (!(field instanceof HTMLInputElement) || !field.dataset.send || field.files.length === 0) return;
        const files = [...field.files];
        const to = field.dataset.send;
        const unsent = document.querySelector("[data-unsent]");
        const token = document.querySelector("input[name=__RequestVerificationToken]")?.value ?? "";
        field.value = "";
        unsent.hidden = true;
        for (const [place, file] of files.entries()) {
            if (await send(to, token, file, place)) continue;
            unsent.hidden = false;
            return;
        }
    });

    document.addEventListener("click", event => {
        if (event.target instanceof Element && event.target.closest("[data-stop-sending]")) sending?.abort();
        if (event.target instanceof Element && event.target.closest("[data-print]")) print();
        const leaves = event.target instanceof Element ? event.target.closest("[data-leave]") : null;
        if (leaves) giveUp(leaves.closest(".mud-dialog"));
        const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
        if (button) navigator.clipboard?.writeText(button.getAttribute("data-copy"));
        if (event.target instanceof Element && event.target.closest("nav.main a")) document.querySelector("details.menu")?.removeAttribute("open");
    });
})();
