using System.Globalization;
using System.Text;

namespace Groundswell.Cli.Plotting;

/// <summary>Words on a plot.</summary>
internal static class PlotText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Any text as the content of an XML element or attribute; what XML cannot hold is replaced.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < 0x20 or (>= 0x7f and < 0xa0) or 0xfffe or 0xffff => escaped.Append(Replacement),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>At most <paramref name="most"/> characters.</summary>
    public static string Shorten(string text, int most)
    {
        var elements = StringInfo.ParseCombiningCharacters(text);
        return elements.Length <= most ? text : $"{text[..elements[most - 1]]}…";
    }

    public static string Time(DateTimeOffset time) =>
        time.ToString(time.Second == 0 ? "d MMM yyyy HH:mm" : "d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Zone(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString("hh\\:mm", CultureInfo.InvariantCulture)}";

    public static string Count(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>The two largest units, such as <c>1 h 25 min</c>.</summary>
    public static string Length(TimeSpan time)
    {
        var parts = new[] { (time.Days, "d"), (time.Hours, "h"), (time.Minutes, "min"), (time.Seconds, "s") }
            .Where(part => part.Item1 > 0)
            .Take(2)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1} {part.Item2}"))
            .ToList();
        return parts.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms") : string.Join(' ', parts);
    }
}
