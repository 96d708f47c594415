using System.Globalization;

namespace Groundswell.Dns.Wire;

/// <summary>Record types as people write them; a type without a name is <c>TYPE123</c> (RFC 3597, section 5).</summary>
public static class RecordTypeText
{
    private const string Numbered = "TYPE";

    public static string ToText(this RecordType type) => Enum.IsDefined(type) && type != RecordType.None
        ? type.ToString().ToUpperInvariant()
        : string.Create(CultureInfo.InvariantCulture, $"{Numbered}{(ushort)type}");

    public static bool TryParse(ReadOnlySpan<char> text, out RecordType type)
    {
        if (text.StartsWith(Numbered, StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(text[Numbered.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            type = (RecordType)number;
            return number != 0;
        }

        // A number in digits would be taken by Enum.TryParse, and is nothing that a person writes for a type.
        type = RecordType.None;
        return text.Length > 0 && char.IsAsciiLetter(text[0])
            && Enum.TryParse(text, ignoreCase: true, out type) && Enum.IsDefined(type) && type != RecordType.None;
    }
}
