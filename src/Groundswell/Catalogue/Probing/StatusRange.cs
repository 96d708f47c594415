using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Groundswell.Catalogue.Probing;

/// <summary>Statuses of HTTP from one to another, both included.</summary>
public readonly record struct StatusRange(int From, int To)
{
    /// <summary>200 to 399.</summary>
    public static IReadOnlyList<StatusRange> Usual { get; } = [new(200, 399)];

    public bool Contains(int status) => status >= From && status <= To;

    /// <param name="text">Such as <c>204</c>, <c>200-299</c> or <c>2xx</c>.</param>
    /// <param name="result">The statuses.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out StatusRange result)
    {
        result = default;
        if (text is [>= '1' and <= '5' and var hundreds, 'x', 'x'])
        {
            result = new StatusRange((hundreds - '0') * 100, ((hundreds - '0') * 100) + 99);
            return true;
        }

        var parts = (text ?? "").Split('-');
        if (parts.Length is 1 or 2 && TryParseStatus(parts[0], out var from) && TryParseStatus(parts[^1], out var to) && from <= to)
        {
            result = new StatusRange(from, to);
            return true;
        }

        return false;
    }

    public override string ToString() => From == To
        ? From.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{From}-{To}");

    private static bool TryParseStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
