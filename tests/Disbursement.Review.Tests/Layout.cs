using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>What a rule can tell of how a page is laid out, at the width of its window.</summary>
internal static class Layout
{
    /// <summary>The narrowest window in which a list is a table that shows all of its columns.</summary>
    public const int Desk = 1280;

    /// <summary>
    /// How far the page reaches beyond its window, tables that have to be scrolled sideways on a desk, words that do not fit their box, a
    /// filter whose button stands on a line of its own, days and amounts that break, and heads without columns.
    /// </summary>
    private const string Look = """
        ([desk, isPaper]) => {
            const found = [], isDesk = innerWidth >= desk;
            const seen = one => one.checkVisibility();
            const words = one => one.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
            const told = one => `${one.tagName.toLowerCase()}.${one.className} "${words(one)}"`;
            const beyond = one => one.scrollWidth - one.clientWidth;
            const page = Math.max(...[document.documentElement, document.querySelector('main')].map(beyond));
            if (page > 0 && !isPaper) found.push(`wider than its window by ${page} px`);
            for (const box of document.querySelectorAll('.wide, .rows-shown, .mud-table-container'))
                if (isDesk && seen(box) && beyond(box) > 1) found.push(`scrolled sideways by ${beyond(box)} px: ${told(box)}`);
            const boxes = 'nav.main a, button, .badge, .flag, .mark, .card, .trail li, .told, .grid :is(th, td)';
            for (const box of document.querySelectorAll(boxes))
                if (seen(box) && box.clientWidth > 0 && beyond(box) > 1) found.push(`does not fit by ${beyond(box)} px: ${told(box)}`);
            for (const form of document.querySelectorAll('form.filter:not(:has(fieldset, textarea))')) {
                const button = form.querySelector('button[type=submit]')?.getBoundingClientRect();
                const fields = [...form.querySelectorAll('label')].filter(seen).map(one => one.getBoundingClientRect());
                if (isDesk && button?.width > 0 && fields.length > 0
                    && !fields.some(one => one.bottom > button.top && one.top < button.bottom))
                    found.push(`a button on a line of its own: ${told(form)}`);
            }
            const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
            for (let text = texts.nextNode(); text; text = texts.nextNode())
                if (seen(text.parentElement)) for (const part of text.data.matchAll(/-?¥[\d,]+\.\d\d|\d{4}-\d\d-\d\d/g)) {
                    const range = document.createRange();
                    range.setStart(text, part.index);
                    range.setEnd(text, part.index + part[0].length);
                    const tops = [...range.getClientRects()].filter(one => one.width > 0).map(one => Math.round(one.top));
                    if (new Set(tops).size > 1) found.push(`breaks: ${part[0]} in ${told(text.parentElement)}`);
                }
            for (const table of document.querySelectorAll('.grid table')) {
                const cells = row => [...row.cells].filter(seen).reduce((sum, one) => sum + one.colSpan, 0);
                if (isDesk && table.tHead && seen(table)
                    && [...table.tBodies].flatMap(body => [...body.rows]).some(row => cells(row) !== cells(table.tHead.rows[0])))
                    found.push(`a column without a head, or a head without a column: ${told(table.tHead)}`);
            }
            return [...new Set(found)];
        }
        """;

    /// <summary>What is wrong with the page in sight.</summary>
    /// <param name="visitor">Whoever looks at it.</param>
    /// <param name="isPaper">Whether it is a sheet to be printed, which stays as wide as the sheet.</param>
    public static Task<string[]> Faults(Visitor visitor, bool isPaper) =>
        visitor.Page.EvaluateAsync<string[]>(Look, new object[] { Desk, isPaper });
}
