namespace Groundswell.Cli.Plotting;

/// <summary>How a plot looks, by day and by night: the colours of the pages.</summary>
internal static class PlotStyle
{
    public const string Text = """

        svg{color-scheme:light dark;--paper:#fff;--ink:#0e2530;--dim:#4a606b;--line:#e3eaec;--edge:#748c97;--value:#0b4a63;--usual:#14806a;--band:#bfe2d6;--down:#b3261e;--suspect:#c98a1b}
        @media (prefers-color-scheme:dark){svg{--paper:#10212a;--ink:#e1ebef;--dim:#a1b4bd;--line:#1d333e;--edge:#6f8a96;--value:#8fd9ee;--usual:#5fd0b0;--band:#1f5548;--down:#ff9085;--suspect:#f0b95a}}
        text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;fill:var(--dim);font-variant-numeric:tabular-nums}
        .name{font-size:19px;font-weight:650;fill:var(--ink)}.day{font-weight:650;fill:var(--ink)}.end{text-anchor:end}.middle{text-anchor:middle}
        path{fill:none}.paper{fill:var(--paper)}.grid{stroke:var(--line)}.axis{stroke:var(--edge)}
        .band{fill:var(--band);fill-opacity:.75}.edge{stroke:var(--usual);stroke-width:.8;stroke-opacity:.8}.expected{stroke:var(--usual);stroke-width:1.5;stroke-dasharray:5 4}
        .value{stroke:var(--value);stroke-width:1.4;stroke-linejoin:round}.range{fill:var(--value);fill-opacity:.3}.mean{stroke:var(--value);stroke-width:1;stroke-opacity:.9;stroke-linejoin:round}
        .down{fill:var(--down);fill-opacity:.2}.suspect{fill:var(--suspect);fill-opacity:.16}.down.narrow{fill-opacity:.5}.suspect.narrow{fill-opacity:.3}.strip-down{fill:var(--down)}.strip-suspect{fill:var(--suspect);fill-opacity:.8}
        .onset{fill:var(--down)}.onset-line{stroke:var(--down);stroke-width:1;stroke-dasharray:2 3}

        """;
}
