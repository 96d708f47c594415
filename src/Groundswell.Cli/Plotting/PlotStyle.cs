using System.Text;

namespace Groundswell.Cli.Plotting;

/// <summary>
/// How a plot looks: the colours of the pages. By day by attributes, which every program that draws an SVG knows, since pictures end up
/// in documents, mails and converters as well; a style sheet makes of it what a browser shows by night.
/// </summary>
internal static class PlotStyle
{
    /// <summary>On the root: what texts look like unless they say otherwise.</summary>
    public const string Root = "fill=\"#4a606b\" font-family=\"system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif\" font-size=\"13\"";

    private static readonly (string Name, string Attributes, string Night)[] Kinds =
    [
        ("paper", "fill=\"#ffffff\"", "fill:#10212a"),
        ("name", "fill=\"#0e2530\" font-size=\"19\" font-weight=\"600\"", "fill:#e1ebef"),
        ("day", "fill=\"#0e2530\" font-weight=\"600\"", "fill:#e1ebef"),
        ("grid", "fill=\"none\" stroke=\"#e3eaec\"", "stroke:#1d333e"),
        ("axis", "fill=\"none\" stroke=\"#748c97\"", "stroke:#6f8a96"),
        ("band", "fill=\"#bfe2d6\" fill-opacity=\".75\"", "fill:#1f5548"),
        ("edge", "fill=\"none\" stroke=\"#14806a\" stroke-width=\".8\" stroke-opacity=\".8\"", "stroke:#5fd0b0"),
        ("expected", "fill=\"none\" stroke=\"#14806a\" stroke-width=\"1.5\" stroke-dasharray=\"5 4\"", "stroke:#5fd0b0"),
        ("value", "fill=\"none\" stroke=\"#0b4a63\" stroke-width=\"1.4\" stroke-linejoin=\"round\"", "stroke:#8fd9ee"),
        ("range", "fill=\"#0b4a63\" fill-opacity=\".3\"", "fill:#8fd9ee"),
        ("mean", "fill=\"none\" stroke=\"#0b4a63\" stroke-width=\"1\" stroke-opacity=\".9\" stroke-linejoin=\"round\"", "stroke:#8fd9ee"),
        ("down", "fill=\"#b3261e\" fill-opacity=\".2\"", "fill:#ff9085"),
        ("suspect", "fill=\"#c98a1b\" fill-opacity=\".16\"", "fill:#f0b95a"),
        ("narrow-down", "fill=\"#b3261e\" fill-opacity=\".45\"", "fill:#ff9085"),
        ("narrow-suspect", "fill=\"#c98a1b\" fill-opacity=\".3\"", "fill:#f0b95a"),
        ("strip-down", "fill=\"#b3261e\"", "fill:#ff9085"),
        ("strip-suspect", "fill=\"#c98a1b\" fill-opacity=\".8\"", "fill:#f0b95a"),
        ("onset", "fill=\"#b3261e\"", "fill:#ff9085"),
        ("onset-line", "fill=\"none\" stroke=\"#b3261e\" stroke-width=\"1\" stroke-dasharray=\"2 3\"", "stroke:#ff9085"),
    ];

    /// <summary>The style sheet.</summary>
    public static string Sheet { get; } = WriteSheet();

    /// <summary>An element's class and, for what draws no styles, the same as attributes.</summary>
    public static string Of(string name) => $"class=\"{name}\" {Kinds.First(k => k.Name == name).Attributes}";

    private static string WriteSheet()
    {
        var sheet = new StringBuilder("\nsvg{color-scheme:light dark;max-width:100%;height:auto}text{font-variant-numeric:tabular-nums}\n@media (prefers-color-scheme:dark){svg{fill:#a1b4bd}");
        foreach (var (name, _, night) in Kinds)
        {
            sheet.Append('.').Append(name).Append('{').Append(night).Append('}');
        }

        return sheet.Append("}\n").ToString();
    }
}
