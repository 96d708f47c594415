using System.Diagnostics.CodeAnalysis;

namespace Groundswell.Incidents;

/// <summary>Number of an incident on this node, written <c>i-42</c>; stands in addresses of pages.</summary>
public readonly record struct IncidentId(long Number) : IParsable<IncidentId>
{
    private const string Prefix = "i-";

    public static IncidentId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{Catalogue.Slug.Excerpt(s)}' is not an incident id; it must look like i-42.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out IncidentId result)
    {
        var valid = long.TryParse(
            s.AsSpan(s?.StartsWith(Prefix, StringComparison.Ordinal) == true ? Prefix.Length : s?.Length ?? 0),
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number);
        result = new IncidentId(number);
        return valid;
    }

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Prefix}{Number}");
}
