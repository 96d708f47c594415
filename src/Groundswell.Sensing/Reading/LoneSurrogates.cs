using System.Globalization;
using System.Text;

namespace Groundswell.Sensing.Reading;

/// <summary>JSON may escape half of a surrogate pair, of which no text can be made; such an escape becomes U+FFFD.</summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    public static string Replace(string json)
    {
        if (!json.Contains("\\u", StringComparison.Ordinal))
        {
            return json;
        }

        var clean = new StringBuilder(json.Length);
        for (var at = 0; at < json.Length;)
        {
            if (json[at] != '\\')
            {
                clean.Append(json[at++]);
                continue;
            }

            var (length, isLone) = Escape(json, at);
            clean.Append(isLone ? "\\uFFFD" : json.AsSpan(at, length));
            at += length;
        }

        return clean.ToString();
    }

    private static (int Length, bool IsLone) Escape(string json, int at)
    {
        if (UnitAt(json, at) is not { } unit)
        {
            return (Math.Min(2, json.Length - at), false);
        }

        if (!char.IsSurrogate(unit))
        {
            return (EscapeLength, false);
        }

        return char.IsHighSurrogate(unit) && UnitAt(json, at + EscapeLength) is { } next && char.IsLowSurrogate(next)
            ? (2 * EscapeLength, false)
            : (EscapeLength, true);
    }

    private static char? UnitAt(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
