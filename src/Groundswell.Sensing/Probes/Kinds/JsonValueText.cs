using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Groundswell.Catalogue.Probing;

namespace Groundswell.Sensing.Probes.Kinds;

/// <summary>Values of JSON as texts: what the page has, texts without their quotes.</summary>
internal static class JsonValueText
{
    private const int LongestNumber = 100;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.eE");

    public static string Of(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>
    /// Whether a condition holds for a value. To equal is to be the same text, and for what is no text the same value: the page may write 1,
    /// 1.0 or 1e0, and who wrote the condition in YAML may have written True.
    /// </summary>
    public static bool Holds(TextCondition condition, JsonElement value) => condition.Holds(Of(value)) || (condition.Match == TextMatch.Equals && value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => condition.Text.Equals(value.GetRawText(), StringComparison.OrdinalIgnoreCase),
        JsonValueKind.Number => TryNormalize(condition.Text, out var wanted) && TryNormalize(value.GetRawText(), out var given) && wanted == given,
        _ => false,
    });

    /// <summary>A number of any length as digits without zeros at their end, and a power of ten.</summary>
    private static bool TryNormalize(string text, out (BigInteger Digits, int Power) number)
    {
        number = default;
        if (text.Length > LongestNumber || text.AsSpan().ContainsAnyExcept(OfNumbers))
        {
            return false;
        }

        var mantissaLength = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = mantissaLength < 0 ? text : text[..mantissaLength];
        var power = 0;
        if (mantissaLength >= 0 && !int.TryParse(text.AsSpan(mantissaLength + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
        {
            return false;
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (!BigInteger.TryParse(point < 0 ? mantissa : mantissa.Remove(point, 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits) || Math.Abs((long)power) > 1_000_000)
        {
            return false;
        }

        power -= point < 0 ? 0 : mantissa.Length - point - 1;
        while (!digits.IsZero && digits % 10 == 0)
        {
            digits /= 10;
            power++;
        }

        number = digits.IsZero ? default : (digits, power);
        return true;
    }
}
