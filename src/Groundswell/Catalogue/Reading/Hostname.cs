using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Groundswell.Catalogue.Reading;

/// <summary>Names of hosts: letters, digits, hyphens (RFC 1123 §2.1); international ones by IDNA (RFC 5890) in their ASCII form.</summary>
internal static class Hostname
{
    public const string Rule = "it must be a host name such as www.example.com, without scheme, port or path.";

    private const int MaximumLength = 253;
    private const int MaximumLabel = 63;
    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    public static bool TryParse(string text, [NotNullWhen(true)] out string? hostname)
    {
        hostname = null;
        if (text.Length is 0 or > MaximumLength || !TryMap(text, out var ascii))
        {
            return false;
        }

        var labels = ascii.Split('.');
        var isName = labels.Length >= 2 && ascii.Length <= MaximumLength && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
        hostname = isName ? ascii : null;
        return isName;
    }

    private static bool TryMap(string text, out string ascii)
    {
        try
        {
            ascii = Idna.GetAscii(text).ToLowerInvariant();
            if (ascii.Contains("xn--", StringComparison.Ordinal))
            {
                Idna.GetUnicode(ascii); // throws where the Punycode is no name
            }

            return true;
        }
        catch (ArgumentException)
        {
            ascii = "";
            return false;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaximumLabel
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
